import { escapeHtml, htmlPage } from '../git/html.ts';
import type { MergeRequest } from './mergeRequests.ts';

/** Where people find the pull requests; the path is GitLab's, as the API is. */
export const PAGES = '/gitops/-/merge_requests';

export const requestLine = ({ iid, title, state }: MergeRequest) =>
  `<a href="${PAGES}/${iid}">!${iid} ${escapeHtml(title)}</a> (${
    state === 'opened' ? 'waits to be merged' : 'merged'
  })`;

function standing({ iid, merged, source, target }: MergeRequest): string {
  if (merged) {
    return `<p role="status"><strong>Merged</strong> into <code>${escapeHtml(
      target,
    )}</code> at <code>${merged.commit.slice(0, 7)}</code>. The replay has begun; the portal shows it.</p>`;
  }
  return `<p>From branch <code>${escapeHtml(source)}</code> into <code>${escapeHtml(target)}</code>.</p>
<form method="post" action="${PAGES}/${iid}/merge"><button type="submit">Merge</button></form>`;
}

/** One pull request, with the button that a reviewer would press. */
export function requestPage(request: MergeRequest, diff: string, refusal?: string): string {
  return htmlPage(
    `!${request.iid} ${request.title}`,
    `<p><a href="/">The demo's GitOps repository</a></p>
<h1>${escapeHtml(request.title)}</h1>
${refusal ? `<p role="alert"><strong>Not merged.</strong> ${escapeHtml(refusal)}</p>` : ''}
${standing(request)}
<h2>Description</h2>
<pre>${escapeHtml(request.description)}</pre>
<h2>Files</h2>
<pre>${escapeHtml(diff)}</pre>`,
  );
}
