/**
 * Takes credentials out of a text. Nobody expects them in a log, but a page
 * that quotes logs must not be the place where they show.
 */
export function withoutCredentials(text: string): string {
  return text
    .replace(/(\b[a-z][a-z0-9+.-]*:\/\/)[^\s/@"'`]+@/gi, '$1(hidden)@')
    .replace(/\b(password|passwd|pwd|preshared[_-]?key|token|secret)=("[^"]*"|[^\s&"'`]+)/gi, '$1=(hidden)')
    .replace(/\beyJ[\w-]+\.[\w-]+\.[\w-]+/g, '(hidden)');
}
