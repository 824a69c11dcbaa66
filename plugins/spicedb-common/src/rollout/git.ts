import type { Finding, Stage } from './assessment';
import type { Judgement } from './context';
import type { ApplicationObject } from './objects';
import { isAbsent, timeOf, valueOf } from './seen';
import { blindSpots } from './sight';

/** What the Application's own words about fetching look like. */
const cannotFetch =
  /repository|ls-remote|authentication required|failed to (list refs|get git client|initialize|fetch|checkout)|unable to resolve|couldn't find remote ref|app path does not exist|connection refused|no such host/i;
const cannotRender =
  /helm template|manifest generation error.*(helm|template|values|schema)|execution error at|values don't meet/is;

/** Git as far as the cluster can know it: the revision that Argo CD last resolved. */
export function judgeGit(judgement: Judgement): Stage {
  const { current, now } = judgement;
  const stage = (state: Stage['state'], key: string, params?: Record<string, string | number>) => ({
    id: 'git',
    state,
    headline: { key: `git.${key}`, params },
  });
  if (!current.ref.application) return { ...stage('notApplicable', 'notUsed'), findings: [] };
  if (isAbsent(current.application)) return { ...stage('progressing', 'noApplication'), findings: [] };
  const application = valueOf(current.application);
  const findings: Finding[] = blindSpots(current, ['application'], now);
  if (!application) return { ...stage('unknown', 'unseen'), findings };

  const revisions = resolvedRevisions(application);
  const trouble = fetchTrouble(application, judgement);
  if (trouble) return { ...stage('ok', 'unreadable'), findings: [trouble, ...findings] };
  if (revisions.length === 0) return { ...stage('progressing', 'notResolved'), findings };
  return {
    ...stage(findings.length ? 'unknown' : 'ok', 'resolved', { revision: shortRevision(revisions) }),
    since: timeOf(application.status?.reconciledAt),
    findings,
  };
}

function fetchTrouble(application: ApplicationObject, judgement: Judgement): Finding | undefined {
  const error = application.status?.conditions?.find(c => c.type === 'ComparisonError');
  if (!error) return undefined;
  const text = error.message ?? '';
  const fetching = cannotFetch.test(text) && !cannotRender.test(text);
  return judgement.find(fetching ? 'G101' : 'G102', {}, [
    {
      kind: 'condition',
      source: `application/${application.metadata.name}`,
      text: `ComparisonError: ${text}`,
      at: timeOf(error.lastTransitionTime),
    },
  ]);
}

/** With several sources there are several; the order is that of the sources. */
export function resolvedRevisions(application: ApplicationObject): string[] {
  const sync = application.status?.sync;
  return (sync?.revisions ?? (sync?.revision ? [sync.revision] : [])).filter(Boolean);
}

/** The revision of the last source, which is the one that holds the values. */
export function shortRevision(revisions: string[]): string {
  const last = revisions[revisions.length - 1] ?? '';
  return /^[0-9a-f]{40}$/.test(last) ? last.slice(0, 7) : last;
}
