/** What an account may do in the cluster, asked of the cluster itself: every verb on every resource. */
import { call } from '../kube.ts';

export interface Account {
  namespace: string;
  name: string;
}

interface Resource {
  group: string;
  version: string;
  name: string;
  namespaced: boolean;
  /** Its objects can be listed; sub-resources and questions cannot. */
  listed: boolean;
}

const VERBS = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete', 'deletecollection'];
const AT_ONCE = 16;

interface ApiResources {
  resources: Array<{ name: string; namespaced: boolean; verbs: string[] }>;
}

/** Every resource and sub-resource that the API server serves, in each group's preferred version. */
export async function allResources(): Promise<Resource[]> {
  const { groups } = await call<{
    groups: Array<{ name: string; preferredVersion: { groupVersion: string; version: string } }>;
  }>('/apis');
  const served = [
    { name: '', path: '/api/v1', version: 'v1' },
    ...groups.map(({ name, preferredVersion: { groupVersion, version } }) => ({
      name,
      path: `/apis/${groupVersion}`,
      version,
    })),
  ];
  const lists = await Promise.all(
    served.map(async ({ name: group, path, version }) => {
      const { resources } = await call<ApiResources>(path);
      return resources.map(({ name, namespaced, verbs }) => ({
        group,
        version,
        name,
        namespaced,
        listed: verbs.includes('list'),
      }));
    }),
  );
  return lists.flat();
}

interface Right {
  namespace?: string;
  verb: string;
  group: string;
  resource: string;
  subresource?: string;
  name?: string;
}

const wordsOf = ({ verb, group, resource, subresource, name, namespace }: Right) =>
  [
    verb,
    `${resource}${group && `.${group}`}${subresource ? `/${subresource}` : ''}`,
    name && `named ${name}`,
    namespace ? `in ${namespace}` : 'everywhere',
  ]
    .filter(Boolean)
    .join(' ');

async function may({ namespace, name }: Account, right: Right): Promise<boolean> {
  const { status } = await call<{ status: { allowed: boolean } }>(
    '/apis/authorization.k8s.io/v1/subjectaccessreviews',
    {
      method: 'POST',
      body: {
        apiVersion: 'authorization.k8s.io/v1',
        kind: 'SubjectAccessReview',
        spec: {
          user: `system:serviceaccount:${namespace}:${name}`,
          groups: ['system:serviceaccounts', `system:serviceaccounts:${namespace}`, 'system:authenticated'],
          resourceAttributes: right,
        },
      },
    },
  );
  return status.allowed;
}

export interface Rights {
  asked: number;
  /** Those that were granted, in words. */
  granted: string[];
}

/**
 * Asks for each verb on each resource: in its own namespace, in another one and in all, without a name
 * and for the objects that are named here.
 */
export async function rightsOf(
  account: Account,
  named: Array<{ resource: string; name: string }>,
  elsewhere: string,
): Promise<Rights> {
  const resources = await allResources();
  const questions: Right[] = resources.flatMap(({ group, name: path, namespaced }) => {
    const [resource = '', subresource] = path.split('/');
    const places = namespaced ? [account.namespace, elsewhere, undefined] : [undefined];
    const names = [undefined, ...named.filter(one => one.resource === resource).map(({ name }) => name)];
    return places.flatMap(namespace =>
      names.flatMap(name => VERBS.map(verb => ({ namespace, verb, group, resource, subresource, name }))),
    );
  });
  const granted: string[] = [];
  const waiting = [...questions];
  const askOn = async () => {
    for (let right = waiting.pop(); right; right = waiting.pop()) {
      if (await may(account, right)) granted.push(wordsOf(right));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, askOn));
  return { asked: questions.length, granted: granted.sort() };
}
