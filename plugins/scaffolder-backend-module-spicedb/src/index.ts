/**
 * Scaffolder actions that write a SpiceDB instance into a Git repository.
 *
 * @packageDocumentation
 */

export { scaffolderModuleSpicedb as default } from './module';
export { gitHttp } from './git/gitHttp';
