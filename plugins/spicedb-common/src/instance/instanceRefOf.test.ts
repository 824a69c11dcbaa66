import { parse } from 'yaml';
import { filesFor, threeAnswers } from '../__fixtures__/instances';
import { instanceRefOf } from './instanceRefOf';

describe('instanceRefOf', () => {
  it('finds what the files of an instance say', () => {
    const entity = parse(filesFor(threeAnswers)['catalog-info.yaml']);
    expect(instanceRefOf(entity)).toEqual({
      ok: true,
      ref: {
        name: 'checkout-authz',
        cluster: 'in-cluster',
        namespace: 'checkout-authz',
        labelSelector: 'backstage.io/kubernetes-id=checkout-authz',
        ringService: 'checkout-authz-dispatch',
        source: 'instances/staging/checkout-authz',
        traits: { engine: 'postgres', version: 'v1.56.0', environment: 'staging' },
        application: {
          name: 'checkout-authz',
          namespace: 'argocd',
          cluster: 'in-cluster',
          destination: 'https://kubernetes.default.svc',
        },
      },
    });
  });

  it('says which annotations are missing', () => {
    expect(instanceRefOf({ metadata: { name: 'x' } })).toEqual({
      ok: false,
      missing: [
        'spicedb-portal.io/cluster',
        'backstage.io/kubernetes-namespace',
        'backstage.io/kubernetes-id',
      ],
    });
  });

  it('takes an instance that Argo CD does not deliver', () => {
    const annotations = {
      'spicedb-portal.io/cluster': 'c',
      'backstage.io/kubernetes-namespace': 'n',
      'backstage.io/kubernetes-id': 'x',
    };
    const result = instanceRefOf({ metadata: { name: 'x', annotations } });
    expect(result).toMatchObject({ ok: true, ref: { application: undefined, ringService: undefined } });
  });
});
