import type { DocsLibrary } from './DocsLibrary';

interface BundlerContext {
  (key: string): string;
  keys(): string[];
}

declare const require: {
  context(folder: string, deep: boolean, names: RegExp): BundlerContext;
};

/** The files below docs/, as assets of the bundle: fetched when they are read. */
const files = require.context('../../../../docs', true, /\.(md|svg|png|webp)$/);

export const repositoryDocs: DocsLibrary = {
  paths: files.keys().map(key => key.replace(/^\.\//, '')),
  async read(path) {
    const response = await fetch(files(`./${path}`));
    if (!response.ok) {
      throw new Error(`The page ${path} could not be loaded: the portal answered ${response.status}.`);
    }
    return response.text();
  },
  addressOf: path => files(`./${path}`),
};
