import { ExpectationFailed } from '../stage/expectation.ts';
import type { Break } from '../stage/scenario.ts';

/** How it went, and in one sentence what was wrong. */
export interface Verdict {
  name: string;
  title: string;
  seconds: number;
  trouble?: string;
  /** With which break the case was played, when it had to prove that it can go red. */
  broken?: Pick<Break, 'what' | 'because'>;
}

/** Whether a case that was played broken went red for the reason it names; if not, what it did instead. */
export function troubleOfProof({ what, because }: Break, error: Error | undefined): string | undefined {
  if (!error) return `it stayed green although ${what}`;
  if (!(error instanceof ExpectationFailed)) {
    return `with the break (${what}) it went wrong before it could judge: ${error.message}`;
  }
  if (error.message.includes(because)) return undefined;
  return `with the break (${what}) it went red, but not because of "${because}": ${error.message}`;
}
