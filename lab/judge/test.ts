/** Plays cases and judges them: `./dev lab test [NAME...] [--smoke] [--prove] [--jobs N]`. */
import { performance } from 'node:perf_hooks';
import { loadavg } from 'node:os';
import { ARGOCD_NAMESPACE } from '../argocd.ts';
import { destroyEnclosure } from '../enclosure.ts';
import { clash, isAnybodyPlaying, whilePlaying, withLock, withLockInTurn } from '../lock.ts';
import type { Company } from '../lock.ts';
import { watchMemory } from '../memory.ts';
import { withNodes } from '../further-nodes.ts';
import { closePortal } from '../page/portal.ts';
import { evidenceFolder, keepEvidence, removeEvidence } from '../record/evidence.ts';
import { play } from '../record/play.ts';
import { writeWalk } from '../record/walks.ts';
import type { Run } from '../record/walks.ts';
import { GROUPS } from '../scenarios/index.ts';
import type { Scenario } from '../stage/scenario.ts';
import { labStatus } from '../status.ts';
import { provide, up } from '../up.ts';
import { choose } from './choice.ts';
import { keepVerdict, keepWhole, lastSeconds, writeReport } from './report.ts';
import { rowOf, shorten, tableOf } from './table.ts';
import { inTurns } from './turns.ts';
import { troubleOfProof } from './verdict.ts';
import type { Verdict } from './verdict.ts';

/** Starts the lab if it does not run, plays the cases, and leaves the lab as it was found. */
export async function test(args: string[]): Promise<number> {
  const { scenarios, whole, prove, record, jobs } = choose(args, GROUPS);
  const wasDown = (await labStatus()).state === 'down';
  await withLockInTurn(up);
  try {
    await withLockInTurn(() => provide(scenarios.flatMap(({ needs = [] }) => needs)));
    const load = loadavg()[0] ?? 0;
    const began = performance.now();
    const memory = watchMemory();
    const company = ({ alone, nodes, portal, break: broken }: Scenario): Company => ({
      alone: alone || nodes !== undefined || (prove && broken.alone),
      portal,
    });
    const last = lastSeconds(prove ? 'proofs' : 'verdicts');
    const width = Math.max(...scenarios.map(({ name }) => name.length));
    const verdicts = await inTurns(
      scenarios,
      {
        jobs,
        clash: (one, other) => clash(company(one), company(other)),
        secondsOf: ({ name, portal }) => last.get(name) ?? (portal ? Infinity : 0),
      },
      scenario => judge(scenario, { prove, record, company: company(scenario), width }),
    );
    const circumstances = {
      seconds: (performance.now() - began) / 1000,
      memoryMiB: memory(),
      load,
      jobs,
    };
    if (whole) {
      keepWhole(prove ? 'proofs' : 'verdicts', circumstances);
      writeReport();
    }
    process.stdout.write(
      `\n${Math.round(circumstances.seconds)} s in all, ${jobs} at a time; at most ${Math.round(
        circumstances.memoryMiB,
      )} MiB of memory\n\n${tableOf(verdicts, evidenceFolder)}`,
    );
    return verdicts.some(({ trouble }) => trouble) ? 1 : 0;
  } finally {
    await closePortal();
    if (wasDown && !isAnybodyPlaying()) await withLock(destroyEnclosure);
  }
}

interface Manner {
  prove: boolean;
  record: Run | undefined;
  company: Company;
  width: number;
}

async function judge(scenario: Scenario, { prove, record, company, width }: Manner): Promise<Verdict> {
  const { name, title } = scenario;
  const broken = prove ? scenario.break : undefined;
  const say = (text: string) => process.stdout.write(`${name.padEnd(width)}  ${text}\n`);
  // Counted from when the case had its place.
  let began = performance.now();
  const trouble = await whilePlaying(name, company, () => {
    began = performance.now();
    say(broken ? `broken: ${broken.what}` : title);
    return troubleOf(scenario, { prove, record }, say);
  }).catch(
    // What the lab itself could not do is a failure of the case too, or nobody would hear of it.
    (error: Error) => error.message,
  );
  const verdict: Verdict = {
    name,
    title,
    seconds: (performance.now() - began) / 1000,
    ...(trouble ? { trouble } : {}),
    ...(broken ? { broken: { what: broken.what, because: broken.because } } : {}),
  };
  keepVerdict(prove ? 'proofs' : 'verdicts', verdict);
  process.stdout.write(`${rowOf(verdict, width)}${trouble ? `  ${shorten(trouble)}` : ''}\n`);
  return verdict;
}

async function troubleOf(
  scenario: Scenario,
  { prove, record }: Pick<Manner, 'prove' | 'record'>,
  say: (text: string) => void,
): Promise<string | undefined> {
  const { name } = scenario;
  const reasonOf = (error: Error | undefined) =>
    prove ? troubleOfProof(scenario.break, error) : error?.message;
  removeEvidence(name);
  const keeps = record && scenario.walks && !prove;
  const played = await withNodes(scenario.nodes ?? 1, say, () =>
    play(scenario, {
      names: {
        instance: name,
        namespace: `lab-${name}`,
        application: name,
        applicationNamespace: ARGOCD_NAMESPACE,
      },
      say,
      wants: error => keeps || reasonOf(error) !== undefined,
      publish: Boolean(keeps),
      ...(prove ? { broken: scenario.break } : {}),
    }),
  );
  const trouble = reasonOf(played.error);
  if (trouble) keepEvidence(name, played);
  else if (keeps && played.timeline) {
    const bytes = writeWalk(name, record, played.timeline);
    say(`recorded ${played.timeline.events.length} events, ${Math.round(bytes / 1024)} KiB packed`);
  }
  return trouble;
}
