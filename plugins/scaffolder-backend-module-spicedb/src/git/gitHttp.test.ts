import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gitHttp } from './gitHttp';

const stops: Array<() => void> = [];
afterEach(() => stops.splice(0).forEach(stop => stop()));

/** What a server that answers in this way gives to someone with so much patience. */
async function ask(answer: RequestListener, patienceMs: number, cancelled?: AbortSignal): Promise<string> {
  const server = createServer(answer);
  stops.push(() => {
    server.closeAllConnections();
    server.close();
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/info/refs`;
  const { body } = await gitHttp(cancelled, patienceMs).request({ url });
  let text = '';
  for await (const part of body!) text += Buffer.from(part).toString();
  return text;
}

describe('gitHttp', () => {
  it('gives up on a server that takes a call and stays silent', async () => {
    await expect(ask(() => {}, 200)).rejects.toThrow('it said nothing for 0.2 s');
  });

  it('gives up on a server that falls silent within its answer', async () => {
    await expect(ask((_, response) => response.write('half'), 200)).rejects.toThrow('it said nothing for');
  });

  it('waits for one that takes longer than that, but keeps speaking', async () => {
    const slowly: RequestListener = (_, response) => {
      let left = 24;
      const speaking = setInterval(() => {
        response.write('.');
        left -= 1;
        if (left === 0) response.end(() => clearInterval(speaking));
      }, 100);
      response.on('close', () => clearInterval(speaking));
    };
    expect(await ask(slowly, 1500)).toBe('.'.repeat(24));
  });

  it('ends when the task is cancelled', async () => {
    const cancel = new AbortController();
    const asked = ask(() => cancel.abort(new Error('cancelled')), 60_000, cancel.signal);
    await expect(asked).rejects.toThrow('cancelled');
  });

  describe('whose connection is closed while it asks', () => {
    /** How often a server that breaks off so many times was asked, and what came of it in the end. */
    async function askBreaking(breaks: number, method: string, path: string) {
      let asked = 0;
      const server = createServer((request, response) => {
        asked += 1;
        if (asked > breaks) response.end('whole');
        else request.socket.destroy();
      });
      stops.push(() => server.close());
      await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;
      const outcome = await gitHttp()
        .request({ url, method })
        .then(
          ({ statusCode }) => statusCode,
          ({ message }) => message,
        );
      return { asked, outcome };
    }

    it.each([
      ['GET', '/info/refs?service=git-upload-pack'],
      ['POST', '/git-upload-pack'],
    ])('reads once more: %s %s', async (method, path) => {
      expect(await askBreaking(1, method, path)).toEqual({ asked: 2, outcome: 200 });
    });

    it('gives up when it happens again', async () => {
      expect(await askBreaking(2, 'GET', '/info/refs')).toEqual({ asked: 2, outcome: 'fetch failed' });
    });

    it('never pushes twice', async () => {
      expect(await askBreaking(1, 'POST', '/git-receive-pack')).toEqual({
        asked: 1,
        outcome: 'fetch failed',
      });
    });
  });
});
