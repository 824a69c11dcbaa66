import { chromiumEnvironment } from '../dev/lib/chromium.ts';
import type { Benchmark, Figure } from '../dev/bench.ts';
import {
  afterManyRefreshes,
  timesToVerdict,
  type Look,
  type RefreshFigures,
  type WatchedPage,
} from './lib/measurePage.ts';
import { nameOf, withMultipliedDemo } from './lib/multipliedDemo.ts';

const sizes = [3, 30, 300];

/**
 * Both tabs are opened by their address, with the browser's cache filled, about the same instance, and are
 * there when they have said what they say of its health: ours that all is well, which it may only say when it
 * has seen every source that this rests on; the stock one that no pod is in trouble, by one list of objects.
 */
const ours: WatchedPage = {
  path: instance => `/catalog/default/resource/${instance}/spicedb`,
  verdict: { selector: 'section[aria-label="Verdict"] [role="status"]', text: 'Everything is well.' },
  restsForMs: 15_000,
};

const stock: WatchedPage = {
  path: instance => `/catalog/default/resource/${instance}/kubernetes`,
  verdict: { selector: '.MuiAccordionSummary-root', text: 'No pods with errors' },
  restsForMs: 10_000,
};

type PageFigures = RefreshFigures & { toVerdictMs: number };

interface Goal {
  what: string;
  of(figures: PageFigures): number;
  inWords(value: number): string;
  /** Our part of what the stock tab takes. */
  limit: number;
}

const ahead = 0.99;
const millis = (value: number) => `${value.toFixed(1)} ms`;
const kilobytes = (value: number) => `${(value / 1000).toFixed(1)} kB`;

const goals: Goal[] = [
  {
    what: 'requests per refresh',
    of: ({ objects }) => objects.requests,
    inWords: value => value.toFixed(2),
    limit: ahead,
  },
  {
    what: 'bytes of objects per refresh',
    of: ({ objects }) => objects.bytes,
    inWords: kilobytes,
    limit: 0.2,
  },
  {
    what: 'the same as they travel, compressed',
    of: ({ objects }) => objects.wireBytes - objects.headBytes,
    inWords: kilobytes,
    limit: 0.2,
  },
  // Each answer has a head of some 700 bytes of the portal's own, whatever it holds.
  {
    what: 'the same with the heads of the answers',
    of: ({ objects }) => objects.wireBytes,
    inWords: kilobytes,
    limit: ahead,
  },
  {
    what: 'navigation to verdict',
    of: ({ toVerdictMs }) => toVerdictMs,
    inWords: millis,
    limit: ahead,
  },
  {
    what: 'main thread per refresh',
    of: ({ mainThreadMs }) => mainThreadMs,
    inWords: millis,
    limit: ahead,
  },
  { what: 'heap after 100 refreshes', of: ({ heapBytes }) => heapBytes, inWords: kilobytes, limit: ahead },
];

function compare(pods: number, our: PageFigures, their: PageFigures): Figure[] {
  return goals.map(({ what, of, inWords, limit }) => ({
    what: `${pods} pods, ${what}`,
    unit: 'of the stock tab',
    value: of(our) / of(their),
    limit,
    from: `${inWords(of(our))} against ${inWords(of(their))}`,
  }));
}

/** The status page beside the stock Kubernetes tab: same portal, same replay, same browser, same run. */
export const benchmark: Benchmark = {
  what: 'the status page against the stock Kubernetes tab',
  times: 3,
  counts: 'median',
  async measure() {
    const { chromium } = await import('@playwright/test');
    const env = await chromiumEnvironment();
    return withMultipliedDemo(sizes, async portal => {
      const browser = await chromium.launch({
        executablePath: env.PLAYWRIGHT_CHROMIUM,
        env: { ...process.env, ...env } as Record<string, string>,
        args: ['--disable-dev-shm-usage', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
      });
      try {
        const looksAt = (watched: WatchedPage): Look[] =>
          sizes.map(pods => ({ address: `${portal}${watched.path(nameOf(pods))}`, watched }));
        const both = [looksAt(ours), looksAt(stock)];
        const toVerdict = await timesToVerdict(browser, both.flat());
        const figures: PageFigures[] = [];
        for (const looks of both) {
          // Side by side: most of it is waiting, and each page has a thread whose time is its own.
          const refreshed = await Promise.all(looks.map(look => afterManyRefreshes(browser, look)));
          for (const one of refreshed)
            figures.push({ ...one, toVerdictMs: toVerdict[figures.length] as number });
        }
        return sizes.flatMap((pods, index) => {
          const [our, their] = [figures[index], figures[sizes.length + index]] as [PageFigures, PageFigures];
          const { requests, bytes } = our.metrics;
          process.stdout.write(
            `  ${pods} pods: apart from that, metrics in ${requests.toFixed(1)} requests of together ` +
              `${kilobytes(bytes)} per refresh\n`,
          );
          return compare(pods, our, their);
        });
      } finally {
        await browser.close();
      }
    });
  },
};
