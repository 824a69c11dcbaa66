import type { Browser, BrowserContext, CDPSession, Page } from '@playwright/test';
import { Traffic, type Load } from './Traffic.ts';

/** A page about an instance, and how to see that it has come to its verdict. */
export interface WatchedPage {
  path(instance: string): string;
  verdict: { selector: string; text: string };
  /** How long it pauses between two readings, more or less. */
  restsForMs: number;
}

export interface RefreshFigures {
  /** Per refresh. */
  objects: Load;
  metrics: Load;
  mainThreadMs: number;
  /** What is in use after all refreshes, once the garbage is gone. */
  heapBytes: number;
}

const viewport = { width: 1280, height: 900 };
const refreshes = 100;
const navigations = 9;
/** In these code is compiled, caches fill, and what is known only by comparison is drawn for the first time. */
const refreshesBeforehand = 8;
const longestPauseMs = 60_000;
/** Few, for each step costs the page a little of its time, and as many for each page; but no step outlasts a question. */
const stepsInPause = 2;
const askAgainMs = 20_000;

const median = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] as number;

const patienceMs = 120_000;

/** Resolves with the milliseconds that had passed since the navigation when the verdict stood there. */
async function untilVerdict(page: Page, { verdict }: WatchedPage, timeout = patienceMs): Promise<number> {
  try {
    const seen = await page.waitForFunction(
      ({ selector, text }) =>
        [...document.querySelectorAll(selector)].some(element => element.textContent?.includes(text)) &&
        performance.now(),
      verdict,
      { polling: 'raf', timeout },
    );
    return (await seen.jsonValue()) as number;
  } catch (error) {
    const shown = await page.locator('body').innerText();
    throw new Error(`${page.url()} did not come to "${verdict.text}". It says:\n${shown.slice(0, 2_000)}`, {
      cause: error,
    });
  }
}

/** The catalog reads Git by and by: an instance may not be known yet when the portal is open. */
async function untilKnown(context: BrowserContext, address: string, watched: WatchedPage) {
  const page = await context.newPage();
  for (let left = patienceMs / askAgainMs; ; left -= 1) {
    await page.goto(address, { waitUntil: 'commit' });
    try {
      await untilVerdict(page, watched, askAgainMs);
      break;
    } catch (error) {
      if (left <= 0) throw error;
    }
  }
  await page.close();
}

/** One page about one instance, at its address. */
export interface Look {
  address: string;
  watched: WatchedPage;
}

/** The milliseconds from navigation to verdict; the pages take turns, so that all meet the same machine. */
export async function timesToVerdict(browser: Browser, looks: Look[]): Promise<number[]> {
  const context = await browser.newContext({ viewport });
  // Fills the cache of the browser as well.
  for (const { address, watched } of looks) await untilKnown(context, address, watched);
  const millis = looks.map((): number[] => []);
  for (let navigation = 0; navigation < navigations; navigation += 1) {
    for (const [index, { address, watched }] of looks.entries()) {
      const page = await context.newPage();
      await page.goto(address, { waitUntil: 'commit' });
      millis[index]?.push(await untilVerdict(page, watched));
      await page.close();
    }
  }
  await context.close();
  return millis.map(median);
}

/** Lets the page's clock run until it reads the cluster again, and waits until it has drawn what came. */
async function refresh(page: Page, { restsForMs }: WatchedPage, traffic: Traffic) {
  const before = traffic.objects.requests;
  const stepMs = restsForMs / stepsInPause;
  for (let passed = 0; traffic.objects.requests === before; passed += stepMs) {
    if (passed > longestPauseMs)
      throw new Error(`${page.url()} did not read again within ${longestPauseMs / 1000} s.`);
    await page.clock.runFor(stepMs);
  }
  await untilDrawn(page, traffic);
}

async function untilDrawn(page: Page, traffic: Traffic) {
  do {
    await traffic.untilQuiet();
    // Comes back only when the page's main thread has done what it had to do before.
    await page.evaluate(
      () =>
        new Promise<void>(done => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => done();
          port2.postMessage(undefined);
        }),
    );
  } while (!traffic.isQuiet);
}

async function mainThreadMs(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN) * 1000;
}

async function heapInUse(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.collectGarbage');
  return (await session.send('Runtime.getHeapUsage')).usedSize;
}

const perRefresh = (now: Load, before: Load): Load => ({
  requests: (now.requests - before.requests) / refreshes,
  wireBytes: (now.wireBytes - before.wireBytes) / refreshes,
  headBytes: (now.headBytes - before.headBytes) / refreshes,
  bytes: (now.bytes - before.bytes) / refreshes,
});

/**
 * Lets the clock of whoever answers go with the page's, which is run by hand. A page that compares the
 * two, to tell ages right, would else see them a quarter of a minute further apart with each refresh.
 */
function answerByTheClockOfThePage() {
  const { get } = Headers.prototype;
  Headers.prototype.get = function getAsOfNow(name) {
    return name.toLowerCase() === 'date' ? new Date().toUTCString() : get.call(this, name);
  };
}

/** What a page takes while it is left open. */
export async function afterManyRefreshes(
  browser: Browser,
  { address, watched }: Look,
): Promise<RefreshFigures> {
  // Pages of one context may share a process, and so a heap.
  const context = await browser.newContext({ viewport });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  const traffic = await Traffic.of(session);
  // Time of the main thread's own, whatever else the machine does.
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  await session.send('HeapProfiler.enable');
  await page.clock.install();
  await page.addInitScript(answerByTheClockOfThePage);
  await page.goto(address, { waitUntil: 'commit' });
  await untilVerdict(page, watched);
  await page.clock.pauseAt(Date.now() + 1_000);
  await untilDrawn(page, traffic);
  for (let round = 0; round < refreshesBeforehand; round += 1) await refresh(page, watched, traffic);
  // What moves a little when it appears does so by a clock that nobody runs by hand.
  await page.evaluate(() => Promise.all(document.getAnimations().map(({ finished }) => finished)));

  const [objects, metrics] = [{ ...traffic.objects }, { ...traffic.metrics }];
  const busyBefore = await mainThreadMs(session);
  for (let round = 0; round < refreshes; round += 1) await refresh(page, watched, traffic);
  const figures = {
    objects: perRefresh(traffic.objects, objects),
    metrics: perRefresh(traffic.metrics, metrics),
    mainThreadMs: ((await mainThreadMs(session)) - busyBefore) / refreshes,
    heapBytes: await heapInUse(session),
  };
  await untilVerdict(page, watched);
  await context.close();
  return figures;
}
