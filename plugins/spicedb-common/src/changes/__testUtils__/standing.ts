import type { GeneratedFile } from '../../instance/GeneratedFile';
import { parseInstance } from '../../instance/parseInstance';
import { parsePortalConfig } from '../../instance/parsePortalConfig';
import type { PortalConfig } from '../../instance/PortalConfig';
import { renderInstance } from '../../instance/renderInstance';
import type { ChangePlan, ChangeResult } from '../ChangePlan';

export function portalWith(more: object = {}): PortalConfig {
  const result = parsePortalConfig({ repository: { url: 'https://git.example/gitops.git' }, ...more });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.config;
}

/** The files of an instance as the portal writes them. */
export function created(input: object, portal: PortalConfig): GeneratedFile[] {
  const answers = { name: 'checkout', environment: 'staging', engine: 'postgres', ...input };
  const result = parseInstance(answers, portal);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return renderInstance(result.instance, portal);
}

export function planned(result: ChangeResult): ChangePlan {
  if (!result.ok) throw new Error(JSON.stringify(result.problems, null, 1));
  return result.plan;
}

export function problemsOf(result: ChangeResult): string[] {
  if (result.ok) throw new Error('should have been refused');
  return result.problems.map(({ path, message }) => `${path}: ${message}`);
}

/** The files once a plan is merged. */
export function merged(files: readonly GeneratedFile[], plan: ChangePlan): GeneratedFile[] {
  return files
    .filter(({ path }) => !plan.remove.includes(path))
    .map(file => plan.write.find(({ path }) => path === file.path) ?? file);
}

export function contentOf(files: readonly GeneratedFile[], name: string): string {
  const file = files.find(({ path }) => path.endsWith(`/${name}`));
  if (!file) throw new Error(`${name} is not among ${files.map(({ path }) => path).join(', ')}`);
  return file.content;
}

/** The files with one of them changed by hand. */
export function byHand(
  files: readonly GeneratedFile[],
  name: string,
  change: (content: string) => string,
): GeneratedFile[] {
  return files.map(file =>
    file.path.endsWith(`/${name}`) ? { ...file, content: change(file.content) } : file,
  );
}
