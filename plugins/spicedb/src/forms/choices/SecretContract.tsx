import type { Engine, PortalConfig } from '@spicedb-portal/backstage-plugin-spicedb-common';
import { useFormWords } from '../../words/useFormWords';
import { Note } from '../controls/Said';
import { useFormStyles } from '../controls/styles';

interface Props {
  secret: { name: string; presharedKeyKey: string; datastoreUriKey: string; readReplicaKeys: string[] };
  namespace: string;
  engine: Engine;
  store: PortalConfig['secrets']['store'];
  /** Where in the store, with everything filled in. */
  storePath?: string;
}

/** What the Secret must hold, and who makes it. */
export function SecretContract({ secret, namespace, engine, store, storePath }: Props) {
  const { t } = useFormWords();
  const classes = useFormStyles();
  const keys = [
    { key: secret.presharedKeyKey, holds: t('secret.holds.presharedKey') },
    ...(engine === 'memory' ? [] : [{ key: secret.datastoreUriKey, holds: t('secret.holds.datastoreUri') }]),
    ...secret.readReplicaKeys.map(key => ({ key, holds: t('secret.holds.readReplica') })),
  ];
  return (
    <Note>
      <p>
        {store
          ? t('secret.fromStore', { name: secret.name, namespace, store: store.name, path: storePath ?? '' })
          : t('secret.byHand', { name: secret.name, namespace })}
      </p>
      <dl className={classes.facts}>
        {keys.map(({ key, holds }) => (
          <div key={key} style={{ display: 'contents' }}>
            <dt>
              <code>{key}</code>
            </dt>
            <dd>{holds}</dd>
          </div>
        ))}
      </dl>
      <p>{t('secret.never')}</p>
    </Note>
  );
}
