import { once } from 'node:events';
import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Problem, report } from './bootstrap/problem.mjs';
import { endChildrenWithUs, stopChildren } from './lib/children.ts';
import {
  addressesOf,
  diedProblem,
  gitopsOfCluster,
  gitopsUrl,
  startPortal,
  startSandbox,
  untilAnswers,
  type Server,
} from './lib/demo.ts';
import { shown } from './lib/paths.ts';
import { defaultPort, portsFrom, requireFree } from './lib/ports.ts';
import { takeSteps } from './lib/progress.ts';
import { portalSteps } from './lib/setup.ts';

const usage = './dev start [--port N] [--kubeconfig FILE]';

function parseOptions(args: string[]) {
  let values: { port?: string; kubeconfig?: string };
  try {
    ({ values } = parseArgs({ args, options: { port: { type: 'string' }, kubeconfig: { type: 'string' } } }));
  } catch (error) {
    throw new Problem('wrongUse', (error as Error).message, `Use: ${usage}`, { cause: error });
  }
  const port = Number(values.port ?? defaultPort);
  if (!Number.isInteger(port) || port < 1024 || port > 65_533) {
    throw new Problem(
      'wrongUse',
      `--port ${values.port} is not a port that can be used.`,
      'Give a number from 1024 to 65533; the two that follow it are used as well.',
    );
  }
  const kubeconfig = values.kubeconfig && resolve(values.kubeconfig);
  if (kubeconfig && !(existsSync(kubeconfig) && statSync(kubeconfig).isFile())) {
    throw new Problem(
      'wrongUse',
      `--kubeconfig: there is no file ${kubeconfig}.`,
      'Give the path of a kubeconfig file.',
    );
  }
  return { ports: portsFrom(port), kubeconfig };
}

async function start(args: string[]) {
  const { ports, kubeconfig } = parseOptions(args);
  await requireFree(ports);
  const servers: Server[] = [];
  const addresses = addressesOf(ports);

  const took = await takeSteps([
    ...portalSteps,
    {
      what: kubeconfig ? 'the Git server' : 'the Git server and the replayed cluster',
      work: async () => {
        const sandbox = startSandbox(ports);
        servers.push(sandbox);
        await untilAnswers(sandbox, [...addresses.sandbox, ...addresses.replay]);
      },
    },
    {
      what: 'the portal',
      work: async () => {
        const portal = startPortal(ports, kubeconfig ? { kubeconfig } : {});
        servers.push(portal);
        await untilAnswers(portal, addresses.portal);
      },
    },
  ]);

  process.stdout.write(
    [
      '',
      `The portal is open after ${took}:  http://localhost:${ports.portal}`,
      `  instances in Git   git clone ${kubeconfig ? gitopsOfCluster(ports) : gitopsUrl(ports)}`,
      `  cluster            ${
        kubeconfig ? `the one of ${shown(kubeconfig)}` : 'a replay of recorded clusters'
      }`,
      `  logs               ${servers.map(server => shown(server.log)).join(', ')}`,
      'Ctrl-C stops all of it.',
      '',
    ].join('\n'),
  );

  const died = await Promise.race(
    servers.map(async server => {
      await once(server.process, 'exit');
      return server;
    }),
  );
  throw diedProblem(died);
}

let interrupted = false;
endChildrenWithUs(() => {
  interrupted = true;
  process.stdout.write('\nStopping the portal and its sandbox.\n');
});
try {
  await start(process.argv.slice(2));
} catch (error) {
  // While we stop the servers ourselves, that one of them ends is no news.
  if (interrupted) await new Promise(() => {});
  process.exitCode = report(error);
  await stopChildren();
}
