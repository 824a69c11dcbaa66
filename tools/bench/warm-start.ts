import { once } from 'node:events';
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import type { Benchmark } from '../dev/bench.ts';
import { startChild } from '../dev/lib/children.ts';
import { addressesOf } from '../dev/lib/demo.ts';
import { inRoot } from '../dev/lib/paths.ts';
import { findFreePorts } from '../dev/lib/ports.ts';

async function isServed(address: string): Promise<boolean> {
  try {
    const response = await fetch(address);
    const page = await response.text();
    return response.ok && page.includes('<div id="root">');
  } catch {
    return false;
  }
}

/** From typing ./dev start to the page in the browser's hands, with nothing left to install or build. */
export const benchmark: Benchmark = {
  what: 'a warm ./dev start serves the page',
  times: 3,
  async measure() {
    const ports = await findFreePorts(3300);
    const page = addressesOf(ports).portal.at(-1) as string;
    const began = performance.now();
    const dev = startChild(inRoot('dev'), ['start', '--port', String(ports.portal)], { stdio: 'ignore' });
    while (!(await isServed(page))) {
      if (dev.exitCode !== null)
        throw new Error(`./dev start ended with ${dev.exitCode}; run it by hand to see why.`);
      await pause(50);
    }
    const seconds = (performance.now() - began) / 1000;
    dev.kill('SIGINT');
    await once(dev, 'exit');
    return [{ what: 'from the command to the page', value: seconds, unit: 's', limit: 20 }];
  },
};
