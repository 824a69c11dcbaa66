import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { object } from '../testing/timelines.ts';
import { podLog } from './podLogs.ts';

const podWith = (status: object, containers = ['spicedb']) =>
  object('Pod', 'v1', 'orders-1', {
    spec: { containers: containers.map(name => ({ name })) },
    status: { containerStatuses: [{ name: 'spicedb', restartCount: 2, ...status }] },
  });

const ended = { terminated: { containerID: 'containerd://0' } };
const running = podWith({ state: { running: {} }, lastState: ended });
const backingOff = podWith({ state: { waiting: { reason: 'CrashLoopBackOff' } }, lastState: ended });
const read = (pod: ReturnType<typeof podWith>, query = '') =>
  podLog(pod, new URLSearchParams(query), (container, run) => [`${container} ${run}`, 'second', 'third']);

describe('pod logs', () => {
  it('are those of the current run, or of the one before', () => {
    assert.match(read(running), /^spicedb 2\n/);
    assert.match(read(running, 'previous=true'), /^spicedb 1\n/);
    assert.match(read(running, 'previous='), /^spicedb 1\n/);
    assert.match(read(running, 'previous=false'), /^spicedb 2\n/);
  });

  it('of a container in back-off are those of its last run, either way', () => {
    assert.match(read(backingOff), /^spicedb 2\n/);
    assert.match(read(backingOff, 'previous=1'), /^spicedb 2\n/);
  });

  it('end with the last lines that were asked for', () => {
    assert.equal(read(running, 'tailLines=2'), 'second\nthird\n');
    assert.equal(read(running, 'tailLines=0'), '');
    assert.throws(() => read(running, 'tailLines=some'), { code: 400 });
  });

  it('say what is wrong in the words of an API server', () => {
    const says = (pod: ReturnType<typeof podWith>, query: string, message: string) =>
      assert.throws(() => read(pod, query), { code: 400, message });
    says(running, 'container=nope', 'container nope is not valid for pod orders-1');
    says(
      podWith({}, ['spicedb', 'proxy']),
      '',
      'a container name must be specified for pod orders-1, choose one of: [spicedb proxy]',
    );
    says(
      podWith({ state: { running: {} } }),
      'previous=true',
      'previous terminated container "spicedb" in pod "orders-1" not found',
    );
    says(
      podWith({ state: { waiting: { reason: 'ImagePullBackOff' } } }),
      '',
      'container "spicedb" in pod "orders-1" is waiting to start: trying and failing to pull image',
    );
  });
});
