import type { Finding, Stage } from './assessment';
import { withFindings } from './order';
import type { Consequence } from './profile';

/**
 * Which findings another one explains. Each rule is one sentence: while a
 * finding of the first stage is an unexplained error, these of the second
 * follow from it.
 */
const common: readonly Consequence[] = [
  // In one stage: a rollout is stuck, or pods are missing, because of what is wrong with the pods.
  { cause: 'pods', by: /^P(?!1(07|08|18|21)$)/, stage: 'pods', codes: /^P1(07|08|18|21)$/ },
  { cause: 'pods', by: /^P1(08|21)$/, stage: 'pods', codes: /^P1(07|18)$/ },
  // Without readable manifests there is nothing to sync.
  { cause: 'git', stage: 'sync', codes: /^A1(02|03|06|13)$/ },
  // Argo CD waits for the Job, retries because of it, and gives up because of it.
  { cause: 'migration', stage: 'sync', codes: /^A1(02|03|11|13)$/ },
  // New pods are not made, or do not become ready, before the migration is done.
  { cause: 'migration', stage: 'pods', codes: /^P1(02|07|08|17|18|20)$/ },
  // What is wrong with the pods is what Argo CD calls degraded, and why a rollout is stuck.
  { cause: 'pods', stage: 'sync', codes: /^A1(02|03|13)$/ },
];

export function foldCauses(stages: Stage[], own: readonly Consequence[] = []): Stage[] {
  let folded = stages;
  for (const { by, cause, codes, stage } of [...common, ...own]) {
    const explains = (finding: Finding) => isRoot(finding) && (by?.test(finding.code) ?? true);
    const root = folded.find(s => s.id === cause)?.findings.find(explains);
    if (!root) continue;
    folded = folded.map(s => (s.id === stage ? underRoot(s, root, codes) : s));
  }
  return folded;
}

/**
 * Which stages stand still only because of another one. A stage waits for what
 * holds it up in the end, and never for one that is done or was not seen.
 */
export function joinWaits(stages: Stage[]): Stage[] {
  const heldUpBy = (stage: Stage): string | undefined => {
    if (withFindings(stage).state !== 'progressing') return undefined;
    const [cause] = stage.findings.flatMap(({ causedBy }) => elsewhere(stages, causedBy, stage) ?? []);
    return cause?.id ?? stage.waitsFor;
  };
  const rootOf = (stage: Stage, passed: string[] = []): string | undefined => {
    const next = stages.find(other => other.id === heldUpBy(stage) && !passed.includes(other.id));
    if (!next || !isUnderWay(withFindings(next))) return undefined;
    return rootOf(next, [...passed, stage.id]) ?? next.id;
  };
  return stages.map(({ waitsFor: _, ...stage }, index) => {
    const root = rootOf(stages[index], [stage.id]);
    return root === undefined ? stage : { ...stage, waitsFor: root };
  });
}

const isUnderWay = ({ state }: Stage) => /^(failed|degraded|progressing)$/.test(state);

function elsewhere(stages: Stage[], code: string | undefined, here: Stage): Stage | undefined {
  return stages.find(
    stage => stage !== here && code !== undefined && stage.findings.some(finding => finding.code === code),
  );
}

const isRoot = (finding: Finding) =>
  finding.severity !== 'info' && finding.causedBy === undefined && !/^V|^P11[2-9]|^A104/.test(finding.code);

function underRoot(stage: Stage, root: Finding, codes: RegExp): Stage {
  return {
    ...stage,
    findings: stage.findings.map(finding =>
      finding.causedBy === undefined && finding.code !== root.code && codes.test(finding.code)
        ? { ...finding, causedBy: root.code }
        : finding,
    ),
  };
}
