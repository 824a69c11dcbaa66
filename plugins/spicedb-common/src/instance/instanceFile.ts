import type { GeneratedFile } from './GeneratedFile';

const depth = ({ path }: GeneratedFile) => path.split('/').length;

/**
 * The file of that name in an instance's own folder. Folders inside it may hold files of the same name,
 * which are none of the instance's.
 */
export function instanceFile(files: readonly GeneratedFile[], name: string): GeneratedFile | undefined {
  const own = Math.min(...files.map(depth));
  return files.find(file => depth(file) === own && file.path.split('/').pop() === name);
}
