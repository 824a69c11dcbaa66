import type { UserEntity } from '@backstage/catalog-model';
import type { Config } from '@backstage/config';

/** The person who ran the template, where the catalog knows an address; else the portal itself. */
export function authorOf(user: UserEntity | undefined, config: Config) {
  const { displayName, email } = user?.spec.profile ?? {};
  if (user && email) return { name: displayName ?? user.metadata.name, email };
  return {
    name: config.getOptionalString('scaffolder.defaultAuthor.name') ?? 'Scaffolder',
    email: config.getOptionalString('scaffolder.defaultAuthor.email') ?? 'scaffolder@backstage.io',
  };
}

/** Keeps who asked for the change in the history, whoever the author is. */
export function messageFor(message: string, user?: string) {
  return user ? `${message.trimEnd()}\n\nRequested-by: ${user}\n` : `${message.trimEnd()}\n`;
}
