/**
 * One file as it will stand in the Git repository.
 *
 * @public
 */
export interface GeneratedFile {
  /** Relative to the repository's root, with forward slashes. */
  path: string;
  content: string;
}
