// Runs on any Node from 18 on: this is what brings Node 22.

export const exitCodes = {
  failed: 1,
  wrongUse: 2,
  noGit: 10,
  noNpm: 11,
  noNode: 12,
  registry: 13,
  diskFull: 14,
  portTaken: 15,
  noGo: 16,
  notWritable: 17,
  unsupported: 18,
  interrupted: 130,
};

/** Something a person can mend: what was wrong and where, and what to do. */
export class Problem extends Error {
  /** @override */
  name = 'Problem';

  /**
   * @param {keyof typeof exitCodes} kind
   * @param {string} message what was wrong, and where
   * @param {string} remedy what to do about it
   * @param {ErrorOptions} [options]
   */
  constructor(kind, message, remedy, options) {
    super(message, options);
    this.kind = kind;
    this.remedy = remedy;
  }

  get exitCode() {
    return exitCodes[this.kind];
  }
}

/**
 * Says it on standard error and gives back the exit code.
 * @param {unknown} error
 */
export function report(error) {
  if (error instanceof Problem) {
    process.stderr.write(`\ndev: ${error.message}\n${indent(error.remedy)}\n`);
    return error.exitCode;
  }
  const detail = error instanceof Error ? error.stack : String(error);
  process.stderr.write(
    `\ndev: an error nobody foresaw; please report it with these lines.\n${indent(detail ?? '')}\n`,
  );
  return exitCodes.failed;
}

/** @param {string} text */
const indent = text => text.replace(/^/gm, '     ');

/** @type {Array<[RegExp, keyof typeof exitCodes, string, string]>} */
const knownCauses = [
  [
    /YN0028/,
    'failed',
    'yarn.lock does not fit a package.json that was changed',
    'Run ./dev run yarn install, look at the change of yarn.lock, and commit it.',
  ],
  [
    /ENOSPC|no space left|EDQUOT/i,
    'diskFull',
    'the disk is full',
    'Free about 5 GB where this checkout and your home folder live, then run the same command again: it goes on where it stopped.',
  ],
  [
    /EACCES|EPERM|EROFS/,
    'notWritable',
    'a file or folder may not be written',
    'Make the folder yours (an earlier run as another user may own .tools, .cache or node_modules), then run the same command again.',
  ],
  [
    /EINTEGRITY|YN0018/,
    'registry',
    'the registry sent something else than what is pinned',
    'Do not use it. Check which registry answers: npm config get registry',
  ],
  [
    /E404|ETARGET|No matching version|YN0035|No candidates found/,
    'registry',
    'the registry does not carry a pinned package',
    'Use a registry that mirrors all of npm (npm config set registry ...), then run the same command again.',
  ],
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET|RequestError|getaddrinfo|certificate/,
    'registry',
    'the package registry cannot be reached',
    'Check the network, the proxy (HTTPS_PROXY) and the registry (npm config get registry), then run the same command again: nothing is lost.',
  ],
];

/**
 * What the output of npm or Yarn comes down to.
 * @param {string} task such as "Installing Node 22"
 * @param {string} output
 */
export function problemOfInstaller(task, output) {
  const lastLines = output.trim().split('\n').slice(-8).join('\n');
  for (const [pattern, kind, cause, remedy] of knownCauses) {
    if (pattern.test(output)) return new Problem(kind, `${task}: ${cause}.`, `${remedy}\n\n${lastLines}`);
  }
  return new Problem('failed', `${task} did not work.`, lastLines);
}
