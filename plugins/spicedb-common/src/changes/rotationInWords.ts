/** A rotation of the preshared key: what the files say, and which step is asked for. */
export interface Rotation {
  step: 'accept' | 'prefer' | 'retire';
  /** The key of the Secret with the new preshared key. */
  key: string;
  name: string;
  environment: string;
  namespace: string;
  secret: string;
  /** The key of the Secret whose value pods use among themselves. */
  first: string;
  /** The keys of the Secret whose values are accepted too. */
  others: string[];
}

interface RotationWords {
  title: string;
  what: string;
  before: string[];
  then: string[];
  next: string;
}

const rollout = 'Argo CD replaces the pods one after the other.';

export function rotationInWords(rotation: Rotation): RotationWords {
  const { environment, key, name } = rotation;
  const where = `**${name}** (${environment})`;
  const title = (step: number, words: string) =>
    `Rotate the key of SpiceDB instance ${name} (${environment}), step ${step} of 3: ${words}`;
  switch (rotation.step) {
    case 'accept':
      return {
        title: title(1, 'accept both'),
        what: `The first of three steps to a new preshared key for ${where}: pods accept \`${key}\` as well.`,
        ...accept(rotation),
      };
    case 'prefer':
      return {
        title: title(2, 'use the new one'),
        what: `The second of three steps to a new preshared key for ${where}: pods use \`${key}\` among themselves, and still accept the old one.`,
        ...prefer(rotation),
      };
    default:
      return {
        title: title(3, 'retire the old one'),
        what: `The last of three steps to a new preshared key for ${where}: only \`${key}\` is accepted.`,
        ...retire(rotation),
      };
  }
}

type Points = Pick<RotationWords, 'before' | 'then' | 'next'>;

function accept({ first, key, namespace, secret }: Rotation): Points {
  return {
    before: [
      `Secret \`${secret}\` in namespace \`${namespace}\` holds the new key under \`${key}\`, beside \`${first}\`. Pods do not start without it.`,
      `The value under \`${first}\` stays as it is: changing it in place would have old and new pods refuse each other.`,
    ],
    then: [rollout, 'Clients notice nothing; they go on with the old key.'],
    next: 'When every pod has been replaced (the status page says so), do step 2, "prefer".',
  };
}

function prefer({ first, key }: Rotation): Points {
  return {
    before: [
      `Every pod runs with step 1. A pod that does not accept \`${key}\` yet would refuse its peers, and most checks would fail with PermissionDenied.`,
    ],
    then: [
      rollout,
      `Clients may send either key, and can be moved from \`${first}\` to \`${key}\` at any time.`,
    ],
    next: 'When every pod has been replaced and every client sends the new key, do step 3, "retire".',
  };
}

function retire({ others, secret }: Rotation): Points {
  const old = others.map(key => `\`${key}\``).join(', ');
  return {
    before: [
      'Every pod runs with step 2.',
      `Every client sends the new key. Whoever still sends the old one (${old}) is refused with PermissionDenied afterwards.`,
    ],
    then: [rollout],
    next: `When every pod has been replaced, remove ${old} from Secret \`${secret}\`. Not before: a pod that still names it would not start.`,
  };
}
