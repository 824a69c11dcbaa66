/** The way from the portal to the cluster, which can be cut as a network can. */
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

type Traffic = 'flows' | 'refused' | 'swallowed';

/** Leads a port of this machine to a socket of the lab, as long as it is told to. */
export class Way {
  private readonly open = new Set<Socket>();
  private traffic: Traffic = 'flows';
  readonly port: number;
  readonly close: () => void;

  private constructor(port: number, close: () => void) {
    this.port = port;
    this.close = close;
  }

  static async to(socket: string): Promise<Way> {
    const server = createServer(outside => way.lead(outside, socket));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const way: Way = new Way((server.address() as AddressInfo).port, () => {
      server.close();
      way.cutAll();
    });
    return way;
  }

  /** Ends what flows; a refused connection breaks off at once, a swallowed one gets no answer. */
  set(traffic: Traffic): void {
    this.traffic = traffic;
    this.cutAll();
  }

  private cutAll(): void {
    this.open.forEach(socket => socket.destroy());
  }

  private lead(outside: Socket, socket: string): void {
    this.open.add(outside);
    outside.on('error', () => outside.destroy()).on('close', () => this.open.delete(outside));
    if (this.traffic === 'refused') return void outside.destroy();
    if (this.traffic === 'swallowed') return void outside.resume();
    const inside = connect(socket);
    // Who closes well has said all, which must still arrive.
    inside.on('error', () => outside.destroy());
    outside.on('close', () => inside.destroy());
    outside.pipe(inside).pipe(outside);
  }
}
