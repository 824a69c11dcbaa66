export { startGitServer } from './startGitServer';
export type { GitServer, GitServerOptions } from './startGitServer';
