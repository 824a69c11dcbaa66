import type { Entity } from '@backstage/catalog-model';
import { findWorkload } from './findWorkload';

const entity = (annotations: Record<string, string>): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Resource',
  metadata: { name: 'checkout', annotations },
});

describe('finding the workload of an entity', () => {
  it('reads every place from the annotations', () => {
    expect(
      findWorkload(
        entity({
          'backstage.io/kubernetes-id': 'checkout-authz',
          'backstage.io/kubernetes-namespace': 'checkout',
          'backstage.io/kubernetes-label-selector': 'team=checkout',
          'spicedb-portal.io/cluster': 'eu-1',
          'spicedb-portal.io/argocd-cluster': 'hub',
          'spicedb-portal.io/service': 'checkout-authz-dispatch',
          'argocd/app-name': 'checkout-prod',
          'argocd/app-namespace': 'delivery',
        }),
      ),
    ).toEqual({
      kind: 'found',
      ref: {
        name: 'checkout-authz',
        cluster: 'eu-1',
        namespace: 'checkout',
        labelSelector: 'team=checkout',
        ringService: 'checkout-authz-dispatch',
        application: { name: 'checkout-prod', namespace: 'delivery', cluster: 'hub' },
      },
    });
  });

  it('needs no Argo CD and no ring', () => {
    expect(
      findWorkload(
        entity({
          'backstage.io/kubernetes-id': 'checkout',
          'backstage.io/kubernetes-namespace': 'checkout',
          'spicedb-portal.io/cluster': 'eu-1',
        }),
      ),
    ).toEqual({
      kind: 'found',
      ref: {
        name: 'checkout',
        cluster: 'eu-1',
        namespace: 'checkout',
        labelSelector: 'backstage.io/kubernetes-id=checkout',
        ringService: undefined,
        application: undefined,
      },
    });
  });

  it('names every annotation that is missing, an empty one too', () => {
    expect(findWorkload(entity({ 'spicedb-portal.io/cluster': ' ' }))).toEqual({
      kind: 'incomplete',
      missing: [
        'backstage.io/kubernetes-id',
        'backstage.io/kubernetes-namespace',
        'spicedb-portal.io/cluster',
      ],
    });
  });
});
