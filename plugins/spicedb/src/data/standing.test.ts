import type { PodObject } from '@spicedb-portal/backstage-plugin-spicedb-common';
import { standingAfter, standingOfList } from './standing';

const limits = { memory: '512Mi' };
const pod = (node: string) => ({
  metadata: { name: 'checkout-a', namespace: 'checkout', resourceVersion: '7' },
  spec: {
    nodeName: node,
    tolerations: [{ operator: 'Exists' }],
    volumes: [{ name: 'tls' }],
    containers: [
      { name: 'spicedb', image: 'spicedb:v1', resources: { limits }, env: [{ name: 'A', value: 'b' }] },
    ],
  },
  status: { phase: 'Running' },
});
const kept = (node: string) => ({
  nodeName: node,
  containers: [{ name: 'spicedb', image: 'spicedb:v1', resources: { limits } }],
});

describe('a pod among hundreds', () => {
  const list = JSON.stringify({ kind: 'PodList', metadata: { resourceVersion: '7' }, items: [pod('node1')] });

  it('is kept without what its workload says for all of them', () => {
    const { objects } = standingOfList<PodObject>(list);
    expect(objects.get('checkout/checkout-a')!.spec).toEqual(kept('node1'));
    expect(objects.get('checkout/checkout-a')!.status).toEqual({ phase: 'Running' });
  });

  it('is kept so when it has changed, too', () => {
    const change = JSON.stringify({ type: 'MODIFIED', object: { kind: 'Pod', ...pod('node2') } });
    const after = standingAfter(standingOfList<PodObject>(list), change)!;
    expect(after.objects.get('checkout/checkout-a')!.spec).toEqual(kept('node2'));
  });

  it('leaves the template of a workload whole', () => {
    const spec = { template: { spec: pod('node1').spec } };
    const body = { kind: 'DeploymentList', items: [{ metadata: { name: 'checkout' }, spec }] };
    const { objects } = standingOfList(JSON.stringify(body));
    expect(objects.get('/checkout')).toMatchObject({ spec });
  });
});
