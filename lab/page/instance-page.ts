/** What a person sees of an instance on its page in the portal, in Chromium. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { RolloutPage } from '../../e2e/support/rolloutPage.ts';
import { CACHE } from '../paths.ts';
import { LOGS_ROLE, METRICS_ROLE } from '../portal.ts';
import { expect } from '../stage/expectation.ts';
import type { Stage } from '../stage/stage.ts';
import { newPerson } from './browser.ts';
import { tellsCatalog } from './catalog.ts';
import type { Annotations } from './catalog.ts';
import { portal } from './portal.ts';

export type StageName = 'Git' | 'Argo CD' | 'Migration' | 'Pods' | 'Dispatch';
/** Ample on a busy machine: Argo CD, the Job or the pods, and the page each take their time. */
const PATIENCE_MS = 240_000;
/** What was just done is in the cluster by then. */
const CURIOUS_MS = 2_000;
const IMPATIENT_MS = 5_000;
const STAGES: StageName[] = ['Git', 'Argo CD', 'Migration', 'Pods', 'Dispatch'];

export interface Shown {
  at: StageName;
  /** The word beside the name of the stage: "failed", "waits for Migration", ... */
  state?: string;
  /** The finding that is listed there. */
  code?: string;
  /** Words of it: the cause, as a person reads it. */
  says?: RegExp;
  /** Words of the stage itself. */
  headline?: RegExp;
}

class InstancePage {
  readonly page: Page;
  private readonly stage: Stage;
  private readonly rollout: RolloutPage;
  private readonly thrown: string[] = [];
  private readonly pictures: string;

  constructor(stage: Stage, rollout: RolloutPage) {
    this.stage = stage;
    this.rollout = rollout;
    this.page = rollout.page;
    this.pictures = join(CACHE, 'page', stage.name);
    this.page.on('pageerror', ({ message }) => this.thrown.push(message));
    rmSync(this.pictures, { recursive: true, force: true });
    mkdirSync(this.pictures, { recursive: true });
  }

  opens(): Promise<void> {
    return this.rollout.open(this.stage.name);
  }

  /** Waits until the page shows a stage so, without a reload. */
  async shows({ at, state, code, says, headline }: Shown, timeoutMs = PATIENCE_MS): Promise<void> {
    const what = [code, state && `"${state}"`, says ?? headline].filter(Boolean).join(' and ');
    const presses = this.impatient();
    await this.sees(
      `the page shows ${what} at ${at}`,
      async () => {
        await presses();
        await this.looksAt(at);
        const { codes, text, word } = await this.read(at);
        return (
          (!state || word.includes(state)) &&
          (!code || codes.includes(code)) &&
          (!says || says.test(text)) &&
          (!headline || headline.test(word))
        );
      },
      timeoutMs,
    );
    await this.takesPicture(code ?? `${at}-${state ?? 'shown'}`);
  }

  showsVerdict(words: RegExp, timeoutMs = PATIENCE_MS): Promise<void> {
    const presses = this.impatient();
    return this.sees(
      `the page says ${words}`,
      async () => {
        await presses();
        return words.test(await this.rollout.page.getByRole('region', { name: 'Verdict' }).innerText());
      },
      timeoutMs,
    );
  }

  async isWell(timeoutMs = PATIENCE_MS): Promise<void> {
    await this.showsVerdict(/Everything is well\./, timeoutMs);
    await this.takesPicture('well');
  }

  /** Waits until a finding is gone from a stage, without a reload. */
  async forgets(at: StageName, code: string, timeoutMs = PATIENCE_MS): Promise<void> {
    const presses = this.impatient();
    await this.sees(
      `the page shows ${code} no more at ${at}`,
      async () => {
        await presses();
        return !(await this.codesAt(at)).includes(code);
      },
      timeoutMs,
    );
  }

  /**
   * What seldom changes is seldom asked for; a person who waits presses the button now and then, though
   * not while the page is still reading.
   */
  private impatient(): () => Promise<void> {
    let presses = Date.now() + CURIOUS_MS;
    return async () => {
      if (Date.now() < presses) return;
      const idle = this.page.locator('button[aria-label="Read again now"][aria-busy="false"]');
      if (!(await idle.isVisible())) return;
      presses = Date.now() + IMPATIENT_MS;
      await this.rollout.refresh();
    };
  }

  /** The codes of the findings at a stage, those folded under another included. */
  async codesAt(at: StageName): Promise<string[]> {
    await this.looksAt(at);
    return (await this.read(at)).codes;
  }

  /** Whatever was shown, the page itself never broke. */
  staysWhole(): void {
    expect(this.thrown.length === 0, 'no error on the page', this.thrown);
  }

  /** Saved for people, and part of what a red case leaves. */
  async takesPicture(name: string): Promise<void> {
    await this.page.locator('details').evaluateAll(all => all.forEach(each => each.setAttribute('open', '')));
    const picture = await this.page.screenshot({ fullPage: true });
    const file = `${name.replace(/[^\w-]+/g, '-')}.png`;
    writeFileSync(join(this.pictures, file), picture);
    this.stage.keep(file, picture);
  }

  private async sees(what: string, ask: () => Promise<boolean>, timeoutMs: number): Promise<void> {
    try {
      await this.stage.sees(
        what,
        async () => {
          if (await ask()) return true;
          throw new Error(await this.inWords());
        },
        timeoutMs,
      );
    } catch (error) {
      await this.takesPicture('last-seen').catch(() => {});
      throw error;
    }
  }

  private async looksAt(at: StageName): Promise<void> {
    const button = this.rollout.stage(at);
    if ((await button.getAttribute('aria-expanded', { timeout: 5_000 })) !== 'true') await button.click();
  }

  private async read(at: StageName): Promise<{ word: string; text: string; codes: string[] }> {
    const [word, text] = await Promise.all([
      this.rollout.stage(at).innerText({ timeout: 5_000 }),
      this.rollout.found(at).innerText({ timeout: 5_000 }),
    ]);
    const titles = await this.rollout.found(at).locator('h3').allTextContents();
    const folded = await this.rollout.found(at).textContent({ timeout: 5_000 });
    return {
      word,
      text: `${text}\n${folded}`,
      codes: titles.flatMap(title => /\b[AGMPDV]\d{3}\b/.exec(title)?.[0] ?? []),
    };
  }

  private async inWords(): Promise<string> {
    const verdict = await this.rollout.verdict.innerText({ timeout: 2_000 });
    const stages = await Promise.all(
      STAGES.map(async name => (await this.rollout.stage(name).innerText({ timeout: 2_000 })).split('\n')),
    );
    const open = await this.page.locator('section h3').allTextContents();
    return [
      `the page says "${verdict}"`,
      ...stages.map(lines => lines.filter(Boolean).join(' ')),
      `found: ${open.join('; ') || 'nothing'}`,
    ].join(' | ');
  }
}

const pages = new WeakMap<Stage, InstancePage>();

/** The page of the stage's instance; it was opened when the case began. */
export function pageOf(stage: Stage): InstancePage {
  const page = pages.get(stage);
  if (!page) throw new Error('the page of this case was not opened yet');
  return page;
}

/** Lets the catalog know the instance, and opens its page. */
export async function opensPage(stage: Stage, engine: string, more: Annotations = {}): Promise<void> {
  await portal();
  await tellsCatalog(stage.name, stage.namespace, engine, more);
  await (await sitsDown(stage)).opens();
}

/** Gives the portal the rights in the namespace, and a person a browser. */
export async function sitsDown(stage: Stage): Promise<InstancePage> {
  const { address } = await portal();
  for (const file of [LOGS_ROLE, METRICS_ROLE]) await stage.kubectl(['apply', '-f', file]);
  const person = await newPerson(address);
  stage.afterwards(() => person.close());
  // Needs packages from npm, as the browser does.
  const { RolloutPage: Rollout } = await import('../../e2e/support/rolloutPage.ts');
  const opened = new InstancePage(stage, new Rollout(await person.newPage()));
  pages.set(stage, opened);
  return opened;
}
