import { join } from 'node:path';
import { parseOptions, SandboxError, USAGE } from './options.ts';
import { startSandbox } from './sandbox.ts';

const projectFolder = join(import.meta.dirname, '..', '..', '..');

async function main(): Promise<void> {
  const options = parseOptions(process.argv.slice(2), process.env, projectFolder);
  if (!options) {
    console.log(USAGE);
    return;
  }
  const sandbox = await startSandbox(options, sentence => console.error(sentence));
  const stop = () => {
    sandbox.stop().then(
      () => process.exit(0),
      error => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  console.log(`Git server: ${sandbox.repositoryUrl}`);
  console.log(`Replay of recorded clusters (Kubernetes API): ${sandbox.kubernetesUrl}`);
  console.log('The sandbox is ready.');
}

main().catch((error: unknown) => {
  console.error(error instanceof SandboxError ? error.message : error);
  process.exit(1);
});
