import type { CDPSession } from '@playwright/test';

/** What came over the network: answers and their heads as they travelled, and answers as the page reads them. */
export interface Load {
  requests: number;
  wireBytes: number;
  headBytes: number;
  bytes: number;
}

const noLoad = (): Load => ({ requests: 0, wireBytes: 0, headBytes: 0, bytes: 0 });

const isOfClusters = (url: string) => url.includes('/api/kubernetes/');
/** What pods say of themselves is no Kubernetes object. */
const isMetrics = (url: string) => /\/pods\/[^/]+\/proxy\//.test(url);

/** Counts what a page asks the Kubernetes backend for, as the browser itself sees it. */
export class Traffic {
  readonly objects = noLoad();
  readonly metrics = noLoad();
  private readonly underWay = new Map<string, Load>();
  private whenQuiet: (() => void)[] = [];

  private constructor(session: CDPSession) {
    session.on('Network.requestWillBeSent', ({ requestId, request }) => {
      if (!isOfClusters(request.url)) return;
      const load = isMetrics(request.url) ? this.metrics : this.objects;
      load.requests += 1;
      this.underWay.set(requestId, load);
    });
    session.on('Network.responseReceived', ({ requestId, response }) => {
      const load = this.underWay.get(requestId);
      if (load) load.headBytes += response.encodedDataLength;
    });
    session.on('Network.dataReceived', ({ requestId, dataLength }) => {
      const load = this.underWay.get(requestId);
      if (load) load.bytes += dataLength;
    });
    session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      const load = this.underWay.get(requestId);
      // What an answer took whole, with its head.
      if (load) load.wireBytes += encodedDataLength;
      this.end(requestId);
    });
    session.on('Network.loadingFailed', ({ requestId }) => this.end(requestId));
  }

  private end(requestId: string) {
    this.underWay.delete(requestId);
    if (this.isQuiet) for (const tell of this.whenQuiet.splice(0)) tell();
  }

  static async of(session: CDPSession): Promise<Traffic> {
    const traffic = new Traffic(session);
    await session.send('Network.enable');
    return traffic;
  }

  get isQuiet(): boolean {
    return this.underWay.size === 0;
  }

  /** Resolves when no answer is awaited; the page itself is not asked, for that would cost its time. */
  async untilQuiet(): Promise<void> {
    if (!this.isQuiet) await new Promise<void>(resolve => this.whenQuiet.push(resolve));
  }
}
