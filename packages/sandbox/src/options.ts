import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

export interface SandboxOptions {
  /** 0 stands for any free port. */
  gitPort: number;
  kubernetesPort: number;
  /** Where the repository and the memory of what was replayed are kept. */
  stateFolder: string;
  /** The repository of this project: charts, examples and recordings are read from here. */
  projectFolder: string;
  recordingsFolder: string;
  /** Forget what an earlier run kept. */
  fresh: boolean;
  /** How many seconds of a recording pass in one second. */
  speed: number;
}

/** What the person who started the sandbox has to change; shown without a stack. */
export class SandboxError extends Error {
  override name = 'SandboxError';
}

export const USAGE = `Usage: node src/main.ts [options]

  --git-port N         port of the Git server (SANDBOX_GIT_PORT, 3001)
  --kubernetes-port N  port of the replayed Kubernetes API (SANDBOX_KUBERNETES_PORT, 3002)
  --state FOLDER       what is kept between runs (SANDBOX_STATE, .cache/sandbox)
  --recordings FOLDER  the recorded timelines (SANDBOX_RECORDINGS, recordings)
  --speed N            seconds of a recording that pass in one second (SANDBOX_SPEED, 1)
  --fresh              forget what an earlier run kept
  --help               this text`;

function numberFrom(text: string, source: string, isGood: (value: number) => boolean, wants: string) {
  const value = Number(text);
  if (text.trim() === '' || !isGood(value)) {
    throw new SandboxError(`${source} is ${JSON.stringify(text)}; it must be ${wants}.`);
  }
  return value;
}

const isPort = (value: number) => Number.isInteger(value) && value >= 0 && value <= 65535;
export const SPEED_WANTED = 'a number above 0, up to 1000';
export const isSpeed = (value: number) => value > 0 && value <= 1000;

/** Reads flags, then the environment, then the defaults. `undefined` means: show the usage. */
export function parseOptions(
  args: string[],
  env: Record<string, string | undefined>,
  projectFolder: string,
): SandboxOptions | undefined {
  const parsed = () =>
    parseArgs({
      args,
      options: {
        'git-port': { type: 'string' },
        'kubernetes-port': { type: 'string' },
        state: { type: 'string' },
        recordings: { type: 'string' },
        speed: { type: 'string' },
        fresh: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  let flags: ReturnType<typeof parsed>;
  try {
    flags = parsed();
  } catch (error) {
    throw new SandboxError(`${(error as Error).message}\n\n${USAGE}`, { cause: error });
  }
  if (flags.help) return undefined;

  const pick = (flag: Exclude<keyof typeof flags, 'fresh' | 'help'>, variable: string, usual: string) => {
    const given = flags[flag];
    if (given !== undefined) return { text: given, source: `--${flag}` };
    return { text: env[variable] || usual, source: variable };
  };
  const port = (flag: 'git-port' | 'kubernetes-port', variable: string, usual: string) => {
    const { text, source } = pick(flag, variable, usual);
    return numberFrom(text, source, isPort, 'a port number from 0 to 65535');
  };
  const speed = pick('speed', 'SANDBOX_SPEED', '1');
  return {
    gitPort: port('git-port', 'SANDBOX_GIT_PORT', '3001'),
    kubernetesPort: port('kubernetes-port', 'SANDBOX_KUBERNETES_PORT', '3002'),
    stateFolder: resolve(projectFolder, pick('state', 'SANDBOX_STATE', '.cache/sandbox').text),
    projectFolder,
    recordingsFolder: resolve(projectFolder, pick('recordings', 'SANDBOX_RECORDINGS', 'recordings').text),
    fresh: flags.fresh ?? false,
    speed: numberFrom(speed.text, speed.source, isSpeed, SPEED_WANTED),
  };
}
