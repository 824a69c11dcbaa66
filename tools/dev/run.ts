import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Problem, report } from './bootstrap/problem.mjs';
import { fetchYarn, projectEnvironment } from './lib/yarn.ts';

async function run([command, ...args]: string[]): Promise<number> {
  if (!command)
    throw new Problem('wrongUse', './dev run needs a command.', 'For example: ./dev run yarn tsc');
  await fetchYarn();
  // It shares our terminal, which therefore tells it of Ctrl-C; we only wait for how it ends.
  process.on('SIGINT', () => {});
  const child = spawn(command, args, { env: projectEnvironment(), stdio: 'inherit' });
  const [code, signal] = await once(child, 'exit').catch(error => {
    throw new Problem('wrongUse', `${command} cannot be run: ${error.message}`, 'Check its name.', {
      cause: error,
    });
  });
  return signal ? 130 : code;
}

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  process.exitCode = report(error);
}
