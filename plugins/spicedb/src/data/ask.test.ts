import { KubernetesBackendClient } from '@backstage/plugin-kubernetes-react';
import { ask } from './ask';
import { listOf } from './questions';

const question = listOf(
  { name: 'checkout', cluster: 'eu-1', namespace: 'authz', labelSelector: 'app=checkout' },
  'pods',
);

/** The portal's own client, over a portal that answers as the tests say. */
function clientOf(answer: (path: string) => Response) {
  return new KubernetesBackendClient({
    discoveryApi: { getBaseUrl: async () => 'http://portal/api/kubernetes' },
    fetchApi: { fetch: async url => answer(new URL(String(url)).pathname.replace('/api/kubernetes', '')) },
    kubernetesAuthProvidersApi: { getCredentials: async () => ({}) } as never,
  });
}

const clusters = () => Response.json({ items: [{ name: 'eu-1', authProvider: 'serviceAccount' }] });
const refused = (status: number) => Response.json({ error: { name: 'NotAllowedError' } }, { status });

const reasonFor = async (answer: (path: string) => Response) => {
  const asking = { proxy: clientOf(answer), now: () => 0, patienceMs: 1000, largestAnswerBytes: 1000 };
  const seen = await ask(asking, question, body => body);
  return seen.state === 'unseen' ? seen.reason : seen.value;
};

describe("asking through the portal's own client", () => {
  it('brings the answer of the cluster', async () => {
    expect(await reasonFor(path => (path === '/clusters' ? clusters() : new Response('{}')))).toBe('{}');
  });

  it('names the permission that is missing: to list clusters, or to use the proxy', async () => {
    expect(await reasonFor(() => refused(403))).toEqual({
      kind: 'portalRefused',
      permission: 'kubernetes.clusters.read',
    });
    expect(await reasonFor(path => (path === '/clusters' ? clusters() : refused(403)))).toEqual({
      kind: 'portalRefused',
      permission: 'kubernetes.proxy',
    });
  });

  it('tells a sign-in that has ended, and a portal that fails, apart from a refusal', async () => {
    expect(await reasonFor(() => refused(401))).toMatchObject({ kind: 'unauthenticated' });
    expect(await reasonFor(() => refused(500))).toMatchObject({ kind: 'unreachable' });
  });

  it('says so when the portal does not know the cluster', async () => {
    expect(await reasonFor(() => Response.json({ items: [] }))).toEqual({
      kind: 'notFound',
      resource: 'clusters',
      name: 'eu-1',
      cluster: 'eu-1',
    });
  });
});
