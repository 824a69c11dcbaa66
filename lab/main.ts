import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { delimiter } from 'node:path';
import { Problem } from '../tools/dev/bootstrap/problem.mjs';
import { demandInit, destroyEnclosure, enter, ownerOfLab } from './enclosure.ts';
import { LabError } from './errors.ts';
import { expose } from './expose.ts';
import { writeReport } from './judge/report.ts';
import { test } from './judge/test.ts';
import { withLock } from './lock.ts';
import { ADMIN_KUBECONFIG, BIN } from './paths.ts';
import { demandRoot } from './rights.ts';
import { portal } from './portal.ts';
import { observe } from './record/observe.ts';
import { record } from './record/record.ts';
import { RECORDED } from './scenarios/recorded/index.ts';
import { printStatus } from './status.ts';
import { up } from './up.ts';
import { verify } from './verify.ts';

const HELP = `The lab: a real Kubernetes cluster with a node, PostgreSQL, SpiceDB and Argo CD on this machine.

  ./dev lab up                 build what is missing, start what does not run (needs root)
  ./dev lab down               end everything and leave nothing
  ./dev lab status             what runs, how much memory, how it is
  ./dev lab shell              a shell in the lab's network, with kubectl, helm and KUBECONFIG
  ./dev lab x COMMAND...       one command in the lab's network
  ./dev lab kubectl ARGS...    kubectl with the lab's cluster
  ./dev lab record CASE...     make a case happen and write recordings/CASE/timeline.jsonl; --all for all;
                               --second writes the run that only tests see, second-timeline.jsonl
  ./dev lab record --list      the cases that can be recorded
  ./dev lab record --namespace NS --application NAME --out FOLDER/timeline.jsonl [--seconds N]
                               record what happens there, whoever makes it happen
  ./dev lab test [CASE...]     play all cases, or those, or a group of them, and judge them; --smoke for
                               the few, --prove to see each go red when it is broken, --jobs N at a time
  ./dev lab report             write docs/lab-report.md of the newest verdict of each case; test does it after all
  ./dev lab expose [PORT]      let programs outside reach its API server, until Ctrl-C
  ./dev lab portal [NAME] [PORT]
                               prepare it for a portal and an instance NAME, and say how to start the portal
  ./dev lab verify             prove that up heals and down leaves nothing (two minutes)

docs/lab.md says what is real in it, what is not, and how to add a case.
`;

async function inside(command: string, args: string[]): Promise<number> {
  const env = {
    ...process.env,
    KUBECONFIG: ADMIN_KUBECONFIG,
    PATH: [BIN, process.env.PATH].join(delimiter),
  };
  const child = spawn('nsenter', [...enter('network'), command, ...args], { stdio: 'inherit', env });
  // It is no process of the enclosure, so it must not outlive us. Ctrl-C reaches it by itself.
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  process.on('SIGINT', () => {});
  const [code] = (await once(child, 'exit')) as [number | null];
  return code ?? 1;
}

async function down(): Promise<void> {
  const was = ownerOfLab() !== undefined;
  await destroyEnclosure();
  process.stdout.write(was ? 'The lab is down, and nothing of it is left.\n' : 'The lab was down already.\n');
}

async function recordCases(names: string[]): Promise<number> {
  if (names.length === 0 || names[0] === '--list') {
    const lines = RECORDED.map(({ name, title }) => `  ${name.padEnd(32)} ${title}`);
    process.stdout.write(`${lines.join('\n')}\n`);
    return names.length === 0 ? 2 : 0;
  }
  demandRoot();
  demandInit();
  const cases = names.filter(name => name !== '--second' && name !== '--all');
  if (cases[0]?.startsWith('--')) {
    await observe(names);
    return 0;
  }
  await record(
    names.includes('--all') ? RECORDED.map(({ name }) => name) : cases,
    names.includes('--second') ? 'second' : 'first',
  );
  return 0;
}

const NEED_ROOT = ['up', 'down', 'status', 'shell', 'x', 'kubectl', 'test', 'expose', 'portal', 'verify'];

/** What a red case left open must not keep the command from ending. */
function endSoon(): void {
  setTimeout(() => process.exit(), 3_000).unref();
}

async function main([command = 'help', ...args]: string[]): Promise<number> {
  if (NEED_ROOT.includes(command)) demandRoot();
  switch (command) {
    case 'up':
      await withLock(up);
      return 0;
    case 'down':
      await withLock(down);
      return 0;
    case 'status':
      return printStatus();
    case 'shell':
      return inside(process.env.SHELL ?? '/bin/bash', []);
    case 'x':
      if (args[0]) return inside(args[0], args.slice(1));
      throw new LabError('x needs a command', 'For example: ./dev lab x kubectl get pods -A');
    case 'kubectl':
      return inside('kubectl', args);
    case 'test':
      return test(args).finally(endSoon);
    case 'report':
      writeReport();
      return 0;
    case 'expose':
      await expose(Number(args[0] ?? 16_443));
      return 0;
    case 'portal':
      await portal(args);
      return 0;
    case 'verify':
      return withLock(verify);
    case 'record':
      return recordCases(args);
    case 'help':
    case '--help':
      process.stdout.write(HELP);
      return 0;
    default:
      throw new LabError(`the lab knows no command "${command}"`, 'See "./dev lab help".');
  }
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof LabError || error instanceof Problem)) throw error;
  process.stderr.write(`\nlab: ${error.message}\n\n${error.remedy}\n`);
  process.exitCode = 1;
}
