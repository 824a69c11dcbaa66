import type { Answer } from '@spicedb-portal/backstage-plugin-spicedb-common';
import { ask, type Asking } from './ask';
import { changesSince } from './questions';
import type { Question } from './refusal';
import {
  reusing,
  standingAfter,
  standingOfList,
  standingOfObject,
  type Standing,
  type VersionedObject,
} from './standing';

/**
 * All of it; or only what changed since the last time; or what something else
 * shows to have changed, of which the newest is wanted at once.
 */
export type Depth = 'whole' | 'changes' | 'newest';

interface Asked<T> {
  whole: Question;
  /** The question for a list with the same objects, which is what can be followed. */
  list: Question;
  takeWhole(body: string): Standing<T>;
  isOneObject: boolean;
}

/** A version that is older may soon be forgotten; a longer answer then ends with a newer one. */
const versionAgesMs = 30_000;
const shortestSeconds = 1;
/** An API server names its newest version about two seconds before the end of an answer. */
const secondsForNewVersion = 5;
/** As long as all of it is smaller than that, it comes sooner than what changed, and each object once. */
const smallBytes = 64 * 1024;
/** Where there is little to read at all, it does not matter which way is less. */
const fewBytes = 4 * 1024;
/** The status by which an API server says that it no longer knows a version. */
const forgotten = 410;

/**
 * The objects of one kind: read whole at first, then by asking the cluster
 * what changed. While nothing changes that answer is empty, however many
 * objects there are.
 */
export class Feed<T extends VersionedObject> {
  private readonly asked: Asked<T>;
  private standing?: Standing<T>;
  private wholeBytes = Infinity;
  private versionHeardAt = -Infinity;
  /** The reader may not watch, or something on the way does not let watches through. */
  private cannotFollow = false;
  /** Changes come so thick that all of it is less to read, where each object is told only once. */
  private isBusy = false;

  private constructor(asked: Asked<T>) {
    this.asked = asked;
  }

  static ofList<T extends VersionedObject>(list: Question) {
    return new Feed<T>({ whole: list, list, takeWhole: standingOfList<T>, isOneObject: false });
  }

  static ofObject<T extends VersionedObject>(questions: { whole: Question; list: Question }) {
    return new Feed<T>({ ...questions, takeWhole: standingOfObject<T>, isOneObject: true });
  }

  /** Whether there was nothing when it was last read. */
  get isEmpty() {
    return !this.standing?.objects.size;
  }

  async read(asking: Asking, depth: Depth): Promise<Answer<ReadonlyMap<string, T>>> {
    if (depth === 'whole') this.cannotFollow = false;
    const isLess = this.isBusy || (depth === 'newest' && this.wholeBytes < smallBytes);
    const follows = depth !== 'whole' && this.standing && !this.cannotFollow && !isLess;
    const followed = follows ? await this.follow(asking, this.standing!) : undefined;
    return this.settle(asking, followed ?? (await this.readWhole(asking)));
  }

  private async readWhole(asking: Asking): Promise<Answer<Standing<T>>> {
    const before = this.standing;
    const answer = await ask(asking, this.asked.whole, body => {
      this.wholeBytes = body.length;
      return reusing(before, this.asked.takeWhole(body));
    });
    if (answer.state !== 'unseen' && answer.value.objects === before?.objects) this.isBusy = false;
    return answer;
  }

  /** Undefined where only reading the whole can tell. */
  private async follow(asking: Asking, before: Standing<T>): Promise<Answer<Standing<T>> | undefined> {
    const { list, isOneObject } = this.asked;
    const { version } = before;
    const isOld = asking.now() - this.versionHeardAt > versionAgesMs;
    const seconds = isOld ? secondsForNewVersion : shortestSeconds;
    const answer =
      version === undefined
        ? await ask(asking, list, body => reusing(before, standingOfList<T>(body)))
        : await ask(asking, changesSince(list, version, seconds), body => {
            this.isBusy = body.length > this.wholeBytes + fewBytes;
            return standingAfter(before, body);
          });
    if (answer.state === 'unseen') {
      const { reason } = answer;
      const refused = reason.kind === 'serverError' && reason.status < 500 ? reason.status : undefined;
      this.cannotFollow = reason.kind === 'forbidden' || (refused !== undefined && refused !== forgotten);
      const wholeMayHelp = this.cannotFollow || refused === forgotten || reason.kind === 'unreadable';
      return wholeMayHelp ? undefined : answer;
    }
    const { value, ...rest } = answer;
    // An object that went away is asked for by its name, which tells why it is not there.
    if (!value || (isOneObject && value.objects.size === 0)) return undefined;
    return { ...rest, value } as Answer<Standing<T>>;
  }

  private settle(asking: Asking, answer: Answer<Standing<T>>): Answer<ReadonlyMap<string, T>> {
    if (answer.state === 'unseen') {
      if (answer.reason.kind === 'notFound') this.standing = undefined;
      return answer;
    }
    if (answer.value.version !== this.standing?.version) this.versionHeardAt = asking.now();
    this.standing = answer.value;
    return { ...answer, value: answer.value.objects };
  }
}
