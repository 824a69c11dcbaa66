import type { Benchmark } from '../dev/bench.ts';
import { fromCore, millisOf } from './lib/core.ts';

interface Core {
  parseInstance(input: object, config: unknown): { ok: boolean; instance: unknown };
  renderInstance(instance: unknown, config: unknown): unknown[];
  validateInstanceFolder(files: unknown[], config: unknown): { severity: string; message: string }[];
}

/** What a person waits for at the review step of the form. */
export const benchmark: Benchmark = {
  what: "an instance's files are rendered and validated",
  times: 3,
  async measure() {
    const { portalConfig, threeAnswers } = fromCore<{ portalConfig(): unknown; threeAnswers: object }>(
      '__fixtures__/instances.ts',
    );
    const { parseInstance, renderInstance, validateInstanceFolder } = fromCore<Core>('index.ts');
    const config = portalConfig();
    const value = millisOf(() => {
      const parsed = parseInstance(threeAnswers, config);
      if (!parsed.ok) throw new Error('The instance of the fixtures is refused.');
      const wrong = validateInstanceFolder(renderInstance(parsed.instance, config), config);
      const errors = wrong.filter(({ severity }) => severity === 'error').map(({ message }) => message);
      if (errors.length) throw new Error(`The files that were rendered are refused: ${errors.join('; ')}`);
    });
    return [{ what: 'all files of one', value, unit: 'ms', limit: 50 }];
  },
};
