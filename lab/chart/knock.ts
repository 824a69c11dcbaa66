/**
 * Knocks at doors from the network in which it runs: `node knock.ts` reads them from standard input and
 * writes how each answered.
 */
import { Resolver } from 'node:dns/promises';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';

export interface Door {
  address: string;
  port: number;
  /** Asks for this name over UDP; without it a TCP connection is opened. */
  asks?: string;
}

/** Refused means that somebody was reached, and that nobody listens there. */
export type Knock = 'open' | 'refused' | 'no answer';

/** Ample on one machine; who is cut off waits so long. */
const PATIENCE_MS = 3_000;

const overTcp = ({ address, port }: Door) =>
  new Promise<Knock>((resolve, reject) => {
    const socket = connect({ host: address, port, timeout: PATIENCE_MS });
    const say = (knock: Knock) => {
      socket.destroy();
      resolve(knock);
    };
    socket.on('connect', () => say('open'));
    socket.on('timeout', () => say('no answer'));
    socket.on('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ECONNREFUSED' ? say('refused') : reject(error),
    );
  });

async function overUdp({ address, port }: Door, name: string): Promise<Knock> {
  const resolver = new Resolver({ timeout: PATIENCE_MS, tries: 1 });
  resolver.setServers([`${address}:${port}`]);
  try {
    await resolver.resolve4(name);
    return 'open';
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ETIMEOUT') return 'no answer';
    if (code === 'ECONNREFUSED') return 'refused';
    throw error;
  }
}

const doors = JSON.parse(await text(process.stdin)) as Door[];
const knocks = doors.map(door => (door.asks === undefined ? overTcp(door) : overUdp(door, door.asks)));
process.stdout.write(JSON.stringify(await Promise.all(knocks)));
