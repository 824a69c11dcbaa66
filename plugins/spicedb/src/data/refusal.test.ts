import { refusalOf, type Question } from './refusal';

const pods: Question = {
  cluster: 'eu-1',
  namespace: 'checkout',
  verb: 'list',
  apiGroup: '',
  resource: 'pods',
  path: '/api/v1/namespaces/checkout/pods',
};
const application: Question = {
  ...pods,
  verb: 'get',
  apiGroup: 'argoproj.io',
  resource: 'applications',
  name: 'checkout',
};

const kubernetes = (status: object) => JSON.stringify({ kind: 'Status', ...status });
const portal = (name: string, message: string) => JSON.stringify({ error: { name, message } });

describe('why a source could not be read', () => {
  it('names verb and resource where the cluster forbids, as its access rules do', () => {
    const body = kubernetes({ reason: 'Forbidden', message: 'pods is forbidden' });
    expect(refusalOf(pods, 403, body, null)).toEqual({
      kind: 'forbidden',
      verb: 'list',
      apiGroup: '',
      resource: 'pods',
      namespace: 'checkout',
      cluster: 'eu-1',
    });
  });

  it('tells the portal that forbids from the cluster that forbids', () => {
    const body = portal('NotAllowedError', 'Unauthorized');
    expect(refusalOf(pods, 403, body, null)).toEqual({
      kind: 'portalRefused',
      permission: 'kubernetes.proxy',
    });
  });

  it('tells a kind that is not installed from an object that is not there', () => {
    const unknownPath = '404 page not found\n';
    expect(refusalOf(application, 404, unknownPath, null)).toEqual({
      kind: 'notInstalled',
      apiGroup: 'argoproj.io',
      resource: 'applications',
      cluster: 'eu-1',
    });
    const noSuchObject = kubernetes({ reason: 'NotFound', details: { name: 'checkout' } });
    expect(refusalOf(application, 404, noSuchObject, null)).toEqual({
      kind: 'notFound',
      resource: 'applications',
      name: 'checkout',
      cluster: 'eu-1',
    });
  });

  it('says that the portal does not know the cluster', () => {
    const body = portal('NotFoundError', "Cluster 'eu-1' not found");
    expect(refusalOf(pods, 404, body, null)).toMatchObject({
      kind: 'notFound',
      resource: 'clusters',
      name: 'eu-1',
    });
  });

  it('keeps how long a busy cluster asks to wait', () => {
    expect(refusalOf(pods, 429, '', '7')).toEqual({
      kind: 'tooManyRequests',
      retryAfterMs: 7000,
      cluster: 'eu-1',
    });
    const body = kubernetes({ details: { retryAfterSeconds: 3 } });
    expect(refusalOf(pods, 429, body, null)).toMatchObject({ retryAfterMs: 3000 });
    expect(refusalOf(pods, 429, '', null)).not.toHaveProperty('retryAfterMs');
  });

  it('tells a cluster that the portal cannot reach from one that fails', () => {
    const refused = portal('ForwardedError', 'connect ECONNREFUSED');
    expect(refusalOf(pods, 500, refused, null)).toEqual({
      kind: 'unreachable',
      message: 'connect ECONNREFUSED',
      cluster: 'eu-1',
    });
    const failing = kubernetes({ message: 'etcdserver: request timed out' });
    expect(refusalOf(pods, 500, failing, null)).toEqual({
      kind: 'serverError',
      status: 500,
      message: 'etcdserver: request timed out',
      cluster: 'eu-1',
    });
  });

  it('asks for a new sign-in where the answer is 401', () => {
    expect(refusalOf(pods, 401, 'whatever', null)).toEqual({
      kind: 'unauthenticated',
      cluster: 'eu-1',
    });
  });

  it('shortens a page of HTML that comes instead of an answer', () => {
    const reason = refusalOf(pods, 502, `<html>${'x'.repeat(5000)}`, null);
    expect(reason).toMatchObject({ kind: 'serverError', status: 502 });
    expect((reason as { message: string }).message.length).toBeLessThan(310);
  });
});
