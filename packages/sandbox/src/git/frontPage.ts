import type { ReplayReport } from '../replay/stage.ts';
import type { Commit } from './repository.ts';

export interface FrontPage {
  repositoryUrl: string;
  kubernetesUrl: string;
  commits: Commit[];
  cases: Array<{ name: string; title: string }>;
  replays: ReplayReport[];
  problems: string[];
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escape = (text: string) => text.replace(/[&<>"]/g, found => ENTITIES[found] ?? found);

const list = (items: string[], none: string) =>
  items.length ? `<ul>${items.map(item => `<li>${item}</li>`).join('')}</ul>` : `<p>${none}</p>`;

function replayLine({ instance, case: name, state, waitsFor }: ReplayReport, kubernetesUrl: string): string {
  const words = { playing: 'is being replayed', waiting: 'waits for you', ended: 'has reached its end' };
  const next = waitsFor
    ? ` In the recording somebody acted here: <q>${escape(
        waitsFor,
      )}</q>. Push any change of this instance, or run
       <code>curl -X POST ${escape(kubernetesUrl)}/sandbox/continue/${escape(instance)}</code>.`
    : '';
  return `<strong>${escape(instance)}</strong>: the recording <code>${escape(name)}</code> ${
    words[state]
  }.${next}`;
}

const commitLine = ({ id, author, at, subject }: Commit) =>
  `<code>${id.slice(0, 7)}</code> ${escape(subject)} <small>(${escape(author)}, ${escape(at)})</small>`;

/** What a person sees who opens the Git server's address in a browser. */
export function frontPage(page: FrontPage): string {
  const { repositoryUrl, kubernetesUrl, commits, cases, replays, problems } = page;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Sandbox repository</title>
<style>
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
code, pre { font-family: ui-monospace, monospace; overflow-wrap: anywhere; white-space: pre-wrap; }
</style>
</head>
<body>
<main>
<h1>The demo's GitOps repository</h1>
<p>A real Git repository on this machine. What lands on its main branch is answered by the replay of a recorded cluster.</p>
<pre>git clone ${escape(repositoryUrl)}</pre>
<h2>Instances</h2>
${list(
  replays.map(replay => replayLine(replay, kubernetesUrl)),
  'No instance yet: create one in the portal.',
)}
${problems.length ? `<h2>Could not be read</h2>${list(problems.map(escape), '')}` : ''}
<h2>Recorded cases</h2>
<p>Write one of these names into <code>replay.txt</code> beside an instance's values and push.</p>
${list(
  cases.map(({ name, title }) => `<code>${escape(name)}</code>: ${escape(title)}`),
  '',
)}
<h2>Newest commits</h2>
${list(commits.map(commitLine), 'None.')}
</main>
</body>
</html>
`;
}
