import { InstanceFilesClient, nameIn } from './InstanceFiles';

const answers = (...bodies: Array<{ status: number; body: string }>) => {
  const asked: string[] = [];
  const client = new InstanceFilesClient({
    discoveryApi: { getBaseUrl: async plugin => `https://portal.example.org/api/${plugin}` },
    fetchApi: {
      fetch: async address => {
        asked.push(String(address));
        const { status, body } = bodies[Math.min(asked.length, bodies.length) - 1];
        return new Response(body, { status });
      },
    },
  });
  return { client, asked };
};

const files = [{ path: 'a/values.yaml', content: 'a: 1\n' }];

describe('the files of an instance', () => {
  it('are asked for once by all the fields of a page', async () => {
    const { client, asked } = answers({ status: 200, body: JSON.stringify({ files }) });
    const both = [client.read('resource:default/checkout'), client.read('resource:default/checkout')];
    expect(await Promise.all(both)).toEqual([files, files]);
    expect(asked).toEqual(['https://portal.example.org/api/scaffolder/spicedb/instances/checkout/files']);
  });

  it('are asked for anew after a failure, which is told in the words of the portal', async () => {
    const { client, asked } = answers(
      { status: 404, body: JSON.stringify({ error: { message: 'it is not yours to see' } }) },
      { status: 502, body: '<html>' },
      { status: 200, body: JSON.stringify({ files }) },
    );
    await expect(client.read('checkout')).rejects.toThrow('it is not yours to see');
    await expect(client.read('checkout')).rejects.toThrow('HTTP status 502');
    expect(await client.read('checkout')).toEqual(files);
    expect(asked).toHaveLength(3);
  });

  it('belong to a name, however the instance is written', () => {
    for (const ref of ['checkout', 'resource:checkout', 'resource:default/checkout', 'default/checkout']) {
      expect(nameIn(ref)).toBe('checkout');
    }
  });
});
