import { platformAnswers, type InstanceInput } from '@spicedb-portal/backstage-plugin-spicedb-common';
import { useFormWords } from '../../words/useFormWords';
import { SecretContract } from '../choices/SecretContract';
import { Fold, Help } from '../controls/Said';
import { useFormStyles } from '../controls/styles';
import { TextAnswer } from '../controls/TextAnswer';
import { ownField, type BodyProps } from './ownField';

type Secret = NonNullable<InstanceInput['secret']>;

const listOf = (text: string | undefined) => text?.split(/[\s,]+/).filter(Boolean);

function SecretReference(props: BodyProps<Secret>) {
  const { id, label, help, value = {}, onChange, portal, answers, troubleAt, disabled } = props;
  const { t } = useFormWords();
  const classes = useFormStyles();
  const { name = t('place.name'), environment = '', engine = 'postgres' } = answers;
  // What was refused is not said once more: it may be a secret.
  const accepted = Object.entries(value).filter(
    ([key]) =>
      !troubleAt(`secret.${key}`) &&
      !(key === 'readReplicaKeys' && troubleInList(value.readReplicaKeys, troubleAt)),
  );
  const secret = withoutEmpty(Object.fromEntries(accepted));
  const instance = platformAnswers({ ...answers, secret }, portal, t('place.name'));
  const usual = platformAnswers({ ...answers, secret: undefined }, portal, t('place.name'));
  const set = (part: Partial<Secret>) => onChange(withoutEmpty({ ...value, ...part }));
  const { store } = portal.secrets;
  const namespace = instance?.namespace ?? name;
  const replicas = engine === 'postgres' || engine === 'mysql';
  const text = (key: 'name' | 'presharedKeyKey' | 'datastoreUriKey', title: string) => (
    <TextAnswer
      id={`${id}-${key}`}
      label={title}
      disabled={disabled}
      value={value[key]}
      placeholder={usual?.secret[key]}
      onChange={answer => set({ [key]: answer })}
      trouble={troubleAt(`secret.${key}`)}
    />
  );
  return (
    <div role="group" aria-labelledby={`${id}-label`} id={id} className={classes.group}>
      <div id={`${id}-label`} className={classes.legend}>
        {label}
      </div>
      <Help id={`${id}-help`}>{help}</Help>
      {text('name', t('secret.name'))}
      {instance && (
        <SecretContract
          secret={instance.secret}
          namespace={namespace}
          engine={engine}
          store={store}
          storePath={store && filled(store.path, { environment, namespace, name })}
        />
      )}
      <Fold title={t('secret.otherKeys')} open={hasKeys(value)}>
        {text('presharedKeyKey', t('secret.presharedKeyKey'))}
        {engine !== 'memory' && text('datastoreUriKey', t('secret.datastoreUriKey'))}
        {replicas && (
          <TextAnswer
            id={`${id}-readReplicaKeys`}
            label={t('secret.readReplicaKeys')}
            help={t('secret.readReplicaKeysHelp')}
            disabled={disabled}
            value={value.readReplicaKeys?.join(', ')}
            onChange={answer => set({ readReplicaKeys: listOf(answer) })}
            trouble={troubleInList(value.readReplicaKeys, troubleAt)}
          />
        )}
      </Fold>
    </div>
  );
}

const hasKeys = ({ name: _, ...keys }: Secret) => withoutEmpty(keys) !== undefined;

function withoutEmpty(value: Secret): Secret | undefined {
  const kept = Object.entries(value).filter(([, part]) => part !== undefined && part.length > 0);
  return kept.length ? Object.fromEntries(kept) : undefined;
}

function troubleInList(keys: string[] | undefined, troubleAt: BodyProps<Secret>['troubleAt']) {
  const found = keys?.map((_, index) => troubleAt(`secret.readReplicaKeys.${index}`)) ?? [];
  return found.find(Boolean) ?? troubleAt('secret.readReplicaKeys');
}

const filled = (template: string, values: Record<string, string>) =>
  template.replace(/\{(\w+)\}/g, (whole, key: string) => values[key] ?? whole);

/** The name of a Secret and what it must hold; never what it holds. */
export const secretField = ownField<Secret>({
  name: 'SpicedbSecret',
  answers: 'secret',
  Body: SecretReference,
});
