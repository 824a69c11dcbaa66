import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Problem } from '../bootstrap/problem.mjs';
import { inRoot, toolsFolder } from './paths.ts';
import { outcomeOf, run } from './run.ts';

const packageFolder = inRoot('node_modules', '@sparticuz', 'chromium');

/** Unpacks what the npm package carries, where the package itself would use the machine's /tmp. */
const unpackScript = `import chromium from '@sparticuz/chromium'; await chromium.executablePath();`;

/**
 * A Chromium for Playwright: the one named by PLAYWRIGHT_CHROMIUM, or the one that came with the
 * dependencies, unpacked without root and without the machine's own libraries where those are missing.
 */
export async function chromiumEnvironment(): Promise<Record<string, string>> {
  const own = process.env.PLAYWRIGHT_CHROMIUM;
  if (own) {
    if (!existsSync(own)) {
      throw new Problem(
        'wrongUse',
        `PLAYWRIGHT_CHROMIUM: there is no file ${own}.`,
        'Give the path of a Chromium or Chrome.',
      );
    }
    return { PLAYWRIGHT_CHROMIUM: own };
  }
  if (`${process.platform}-${process.arch}` !== 'linux-x64') {
    throw new Problem(
      'unsupported',
      `The Chromium that comes along runs on linux-x64 only, not on ${process.platform}-${process.arch}.`,
      "Name your own: PLAYWRIGHT_CHROMIUM='/path/to/Chrome' ./dev test browser",
    );
  }
  const folder = await unpack();
  const executable = join(folder, 'chromium');
  const fonts = { FONTCONFIG_PATH: join(folder, 'fonts') };
  const libraries = {
    LD_LIBRARY_PATH: [join(folder, 'al2023', 'lib'), process.env.LD_LIBRARY_PATH]
      .filter(Boolean)
      .join(delimiter),
  };
  for (const environment of [fonts, { ...fonts, ...libraries }]) {
    const { code } = await outcomeOf(executable, ['--version'], { env: { ...process.env, ...environment } });
    if (code === 0) return { PLAYWRIGHT_CHROMIUM: executable, ...environment };
  }
  throw new Problem(
    'unsupported',
    `${executable} does not run on this machine, with or without the libraries that came along.`,
    'Install a Chromium or Chrome and name it: PLAYWRIGHT_CHROMIUM=/path/to/chromium ./dev test browser',
  );
}

async function unpack(): Promise<string> {
  const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as {
    version: string;
  };
  const folder = join(toolsFolder, `chromium-${version}`);
  if (existsSync(folder)) return folder;
  const partial = `${folder}.partial`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true });
  await run(process.execPath, ['--input-type=module', '--eval', unpackScript], {
    // The package brings libraries along only where it believes to be in a serverless runtime.
    env: { ...process.env, TMPDIR: partial, AWS_LAMBDA_JS_RUNTIME: 'nodejs22.x' },
  });
  renameSync(partial, folder);
  return folder;
}
