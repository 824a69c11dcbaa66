/** Serves the demo for the browser tests: `node e2e/support/serve.ts PORT`, until it is told to end. */
import { rmSync } from 'node:fs';
import { endChildrenWithUs } from '../../tools/dev/lib/children.ts';
import { addressesOf, startPortal, startSandbox, untilAnswers } from '../../tools/dev/lib/demo.ts';
import { inRoot } from '../../tools/dev/lib/paths.ts';
import { portsFrom, requireFree } from '../../tools/dev/lib/ports.ts';

const ports = portsFrom(Number(process.argv[2]));
const state = inRoot('.cache', 'e2e', String(ports.git));

endChildrenWithUs();
await requireFree(ports);
rmSync(state, { recursive: true, force: true });
const addresses = addressesOf(ports);
const sandbox = startSandbox(ports, { SANDBOX_STATE: state, SANDBOX_SPEED: '4' });
await untilAnswers(sandbox, [...addresses.sandbox, ...addresses.replay]);
const portal = startPortal(ports, { config: inRoot('e2e', 'support', 'two-clusters.yaml') });
await untilAnswers(portal, addresses.portal);
process.stdout.write(`The demo is open: ${addresses.portal.at(-1)}\n`);
