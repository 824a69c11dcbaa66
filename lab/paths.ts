import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const LAB = dirname(fileURLToPath(import.meta.url));
export const REPOSITORY = dirname(LAB);
export const RECORDINGS = join(REPOSITORY, 'recordings');

/** Built binaries and images; git-ignored, kept between runs, safe to delete. */
export const CACHE = join(REPOSITORY, '.cache', 'lab');

/**
 * Everything a running lab writes. One fixed, short place: sockets may not have long paths, a node's
 * cgroups exist once per machine anyway, and `down` from any checkout finds what is left.
 */
export const STATE = '/var/lib/spicedb-portal-lab';

/** Held while `up` or `down` works, beside the state so that `down` can remove all of it. */
export const LOCK = `${STATE}.lock`;

export const inState = (...parts: string[]) => join(STATE, ...parts);

export const ADMIN_KUBECONFIG = inState('pki', 'admin.kubeconfig');
export const BIN = inState('bin');
