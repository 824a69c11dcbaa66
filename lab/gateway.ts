/**
 * Runs inside the enclosure and leads unix sockets, which the machine outside can reach through the
 * file system, to addresses of the lab's network: `node gateway.ts SOCKET HOST PORT ...`.
 */
import { rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';

const [, , ...args] = process.argv;

for (let index = 0; index + 2 < args.length; index += 3) {
  const [path, host, port] = args.slice(index, index + 3) as [string, string, string];
  rmSync(path, { force: true });
  createServer(outside => {
    const inside = connect({ host, port: Number(port) });
    // Who closes well has said all, which must still arrive; only what broke off ends at once.
    outside.on('error', () => inside.destroy()).on('close', () => inside.destroy());
    inside.on('error', () => outside.destroy());
    outside.pipe(inside).pipe(outside);
  }).listen(path);
}
