import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { parseOptions, SandboxError } from './options.ts';
import { openWorkshop } from './testing/sandbox.ts';
import type { Workshop } from './testing/sandbox.ts';

describe('the options', () => {
  const read = (args: string[], env: Record<string, string> = {}) => parseOptions(args, env, '/project');

  it('come from flags, then the environment, then the defaults', () => {
    const options = read(['--git-port', '5001'], {
      SANDBOX_GIT_PORT: '4001',
      SANDBOX_KUBERNETES_PORT: '4002',
    });
    assert.deepEqual([options?.gitPort, options?.kubernetesPort, options?.speed], [5001, 4002, 1]);
    assert.equal(options?.stateFolder, join('/project', '.cache', 'sandbox'));
  });

  for (const [args, message] of [
    [['--git-port', 'http'], /--git-port is "http"; it must be a port number/],
    [['--speed', '0'], /--speed is "0"; it must be a number above 0/],
    [['--colour'], /Unknown option '--colour'[\s\S]*Usage:/],
  ] as const) {
    it(`refuse ${args.join(' ')} with a word on what to write`, () => {
      assert.throws(
        () => read([...args]),
        error => error instanceof SandboxError && message.test(error.message),
      );
    });
  }
});

describe('the program', () => {
  let workshop: Workshop;
  before(() => {
    workshop = openWorkshop();
  });
  after(() => workshop.end());

  const start = (...args: string[]) => {
    const { stateFolder, recordingsFolder } = workshop.options;
    const child = spawn(
      process.execPath,
      [
        join(import.meta.dirname, 'main.ts'),
        '--state',
        stateFolder,
        '--recordings',
        recordingsFolder,
        ...args,
      ],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    );
    let printed = '';
    const until = (text: string) =>
      new Promise<void>((resolve, reject) => {
        const look = (data: Buffer) => {
          printed += data.toString('utf8');
          if (printed.includes(text)) resolve();
        };
        child.stdout.on('data', look);
        child.stderr.on('data', look);
        child.on('close', () => reject(new Error(`ended before "${text}": ${printed}`)));
      });
    const ended = new Promise<number | null>(resolve => {
      child.on('close', resolve);
    });
    return { child, until, ended, printed: () => printed };
  };

  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    it(`says when it is ready and ends well on ${signal}`, async () => {
      const { child, until, ended } = start('--git-port', '0', '--kubernetes-port', '0');
      await until('The sandbox is ready.');
      child.kill(signal);
      assert.equal(await ended, 0);
    });
  }

  it('says which port is taken and how to choose another', async () => {
    const other = createServer();
    await new Promise<void>(resolve => {
      other.listen(0, '127.0.0.1', resolve);
    });
    const { port } = other.address() as AddressInfo;
    const { ended, printed, until } = start('--git-port', '0', '--kubernetes-port', String(port));
    await until(`Port ${port}`);
    assert.equal(await ended, 1);
    other.close();
    assert.match(printed(), /is taken by another program\. Choose another one with --kubernetes-port\./);
    assert.doesNotMatch(printed(), /\n\s+at /);
  });

  it('says what is missing when there is no recording', async () => {
    const { ended, printed, until } = start('--recordings', join(workshop.folder, 'nothing'));
    await until('is missing');
    assert.equal(await ended, 1);
    assert.match(printed(), /first-install\/timeline\.jsonl is missing in/);
  });
});
