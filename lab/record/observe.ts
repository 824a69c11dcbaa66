/** Records a namespace and its Application as they are, without a case: a person makes it happen. */
import { basename, dirname, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { writeTimeline } from '../../packages/sandbox/src/timeline/index.ts';
import { ARGOCD_NAMESPACE } from '../argocd.ts';
import { LabError } from '../errors.ts';
import { find, KINDS } from '../kube.ts';
import { NAMES, ofThisMachine, recordedWith } from './play.ts';
import { Recorder } from './recorder.ts';

const USAGE =
  './dev lab record --namespace NAMESPACE --application NAME --out FOLDER/timeline.jsonl [--title TEXT] [--seconds N]';

function options(args: string[]) {
  try {
    const { values } = parseArgs({
      args,
      options: {
        namespace: { type: 'string' },
        application: { type: 'string' },
        out: { type: 'string' },
        title: { type: 'string' },
        seconds: { type: 'string' },
      },
    });
    return values;
  } catch (error) {
    throw new LabError((error as Error).message, USAGE, { cause: error });
  }
}

function demandSeconds(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const seconds = Number(text);
  if (Number.isInteger(seconds) && seconds > 0) return seconds;
  throw new LabError(`--seconds must be a whole number above 0, not "${text}"`, USAGE);
}

/** Resolves after the given seconds, or at Ctrl-C. */
async function untilToldToEnd(seconds: number | undefined): Promise<void> {
  const interrupted = new AbortController();
  process.once('SIGINT', () => interrupted.abort());
  // Far longer than anybody records; Ctrl-C is the usual end.
  const ms = (seconds ?? 24 * 3600) * 1000;
  await pause(ms, undefined, { signal: interrupted.signal }).catch(() => {});
}

export async function observe(args: string[]): Promise<void> {
  const { namespace, application, out, title, seconds } = options(args);
  if (!namespace || !application || !out) {
    throw new LabError('record needs --namespace, --application and --out', USAGE);
  }
  const length = demandSeconds(seconds);
  if (!(await find(KINDS.namespace, undefined, namespace))) {
    throw new LabError(`there is no namespace "${namespace}"`, 'See "./dev lab kubectl get namespaces".');
  }
  const recorder = new Recorder({
    instance: application,
    namespace,
    application,
    applicationNamespace: ARGOCD_NAMESPACE,
  });
  recorder.start();
  process.stdout.write(`Recording ${namespace}${length ? ` for ${length} s` : ''}; Ctrl-C ends it.\n`);
  await untilToldToEnd(length);
  // Where both have one name in the lab, they have one in the recording.
  const names = namespace === application ? { ...NAMES, namespace: NAMES.instance } : NAMES;
  const name = basename(dirname(resolve(out)));
  const timeline = await recorder.stop({
    name,
    title: title ?? name,
    recordedWith: recordedWith('unknown'),
    names,
    replace: { [namespace]: names.namespace, [application]: names.instance },
    forbidden: ofThisMachine(),
  });
  writeTimeline(resolve(out), timeline);
  process.stdout.write(`${timeline.events.length} events are in ${out}.\n`);
}
