import type { ReplayReport } from '../replay/stage.ts';
import type { MergeRequest } from '../review/mergeRequests.ts';
import { requestLine } from '../review/pages.ts';
import { escapeHtml, htmlList, htmlPage } from './html.ts';
import type { Commit } from './repository.ts';

export interface FrontPage {
  repositoryUrl: string;
  kubernetesUrl: string;
  commits: Commit[];
  requests: MergeRequest[];
  cases: Array<{ name: string; title: string }>;
  replays: ReplayReport[];
  problems: string[];
}

function replayLine({ instance, case: name, state, waitsFor }: ReplayReport, kubernetesUrl: string): string {
  const words = { playing: 'is being replayed', waiting: 'waits for you', ended: 'has reached its end' };
  const next = waitsFor
    ? ` In the recording somebody acted here: <q>${escapeHtml(
        waitsFor,
      )}</q>. Push any change of this instance, or run
       <code>curl -X POST ${escapeHtml(kubernetesUrl)}/sandbox/continue/${escapeHtml(instance)}</code>.`
    : '';
  return `<strong>${escapeHtml(instance)}</strong>: the recording <code>${escapeHtml(name)}</code> ${
    words[state]
  }.${next}`;
}

const commitLine = ({ id, author, at, subject }: Commit) =>
  `<code>${id.slice(0, 7)}</code> ${escapeHtml(subject)} <small>(${escapeHtml(author)}, ${escapeHtml(
    at,
  )})</small>`;

/** What a person sees who opens the Git server's address in a browser. */
export function frontPage(page: FrontPage): string {
  const { repositoryUrl, kubernetesUrl, commits, requests, cases, replays, problems } = page;
  return htmlPage(
    'Sandbox repository',
    `<h1>The demo's GitOps repository</h1>
<p>A real Git repository on this machine. What lands on its main branch is answered by the replay of a recorded cluster.</p>
<pre>git clone ${escapeHtml(repositoryUrl)}</pre>
<h2>Pull requests</h2>
${htmlList(requests.map(requestLine), 'None yet: create or change an instance in the portal.')}
<h2>Instances</h2>
${htmlList(
  replays.map(replay => replayLine(replay, kubernetesUrl)),
  'No instance yet: create one in the portal.',
)}
${problems.length ? `<h2>Could not be read</h2>${htmlList(problems.map(escapeHtml), '')}` : ''}
<h2>Recorded cases</h2>
<p>Write one of these names into <code>replay.txt</code> beside an instance's values and push.</p>
${htmlList(
  cases.map(({ name, title }) => `<code>${escapeHtml(name)}</code>: ${escapeHtml(title)}`),
  '',
)}
<h2>Newest commits</h2>
${htmlList(commits.map(commitLine), 'None.')}`,
  );
}
