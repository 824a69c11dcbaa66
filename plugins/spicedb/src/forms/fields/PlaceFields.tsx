import {
  placesOnOffer,
  platformAnswers,
  type PortalConfig,
} from '@spicedb-portal/backstage-plugin-spicedb-common';
import { useFormWords } from '../../words/useFormWords';
import { Pick } from '../controls/Pick';
import { useFormStyles } from '../controls/styles';
import { TextAnswer } from '../controls/TextAnswer';
import { ownField, type BodyProps } from './ownField';

/** What the platform has decided, where there is nothing to choose. */
function Decided({ label, value }: { label: string; value: string }) {
  const classes = useFormStyles();
  return (
    <dl className={classes.facts}>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </dl>
  );
}

function useKnown({ answers, portal }: { answers: BodyProps<string>['answers']; portal: PortalConfig }) {
  const { environment = '', name } = answers;
  const { t } = useFormWords();
  const places = placesOnOffer({ environment, name: name ?? t('place.name') }, portal);
  const usual = platformAnswers({ ...answers, namespace: undefined }, portal, t('place.name'));
  return { places, usual };
}

function Cluster({ portal, answers, troubleAt, value, onChange, ...rest }: BodyProps<string>) {
  const { t } = useFormWords();
  const { places } = useKnown({ answers, portal });
  const usual = places[0];
  if (!usual) return <Decided label={rest.label} value={t('place.environmentFirst')} />;
  if (places.length === 1 && value === undefined) return <Decided label={rest.label} value={usual.title} />;
  return (
    <Pick
      {...rest}
      value={value ?? usual.cluster}
      options={[
        ...places.map(({ cluster, title }) => ({ value: cluster, title })),
        ...(value && !places.some(({ cluster }) => cluster === value) ? [{ value, title: value }] : []),
      ]}
      onChange={cluster => onChange(cluster === usual.cluster ? undefined : cluster)}
      trouble={troubleAt('cluster')}
    />
  );
}

function Namespace({ portal, answers, troubleAt, value, onChange, ...rest }: BodyProps<string>) {
  const { t } = useFormWords();
  const { places, usual } = useKnown({ answers, portal });
  const place = places.find(({ cluster }) => cluster === usual?.cluster);
  if (!place || !usual) return <Decided label={rest.label} value={t('place.environmentFirst')} />;
  const [fixed, patterns] = [false, true].map(star =>
    place.namespaces.filter(namespace => namespace.endsWith('*') === star),
  );
  if (patterns.length) {
    return (
      <TextAnswer
        {...rest}
        value={value}
        onChange={onChange}
        placeholder={usual.namespace}
        help={`${rest.help ?? ''} ${t('place.patterns', { patterns: place.namespaces.join(', ') })}`}
        trouble={troubleAt('namespace')}
      />
    );
  }
  if (fixed.length < 2 && value === undefined) return <Decided label={rest.label} value={usual.namespace} />;
  return (
    <Pick
      {...rest}
      value={value ?? usual.namespace}
      options={[...new Set([...fixed, ...(value ? [value] : [])])].map(name => ({
        value: name,
        title: name,
      }))}
      onChange={name => onChange(name === usual.namespace ? undefined : name)}
      trouble={troubleAt('namespace')}
    />
  );
}

function Project({ portal, troubleAt, value, onChange, ...rest }: BodyProps<string>) {
  const { projects } = portal.argocd;
  if (projects.length === 1 && value === undefined) return <Decided label={rest.label} value={projects[0]} />;
  return (
    <Pick
      {...rest}
      value={value ?? projects[0]}
      options={[...new Set([...projects, ...(value ? [value] : [])])].map(name => ({
        value: name,
        title: name,
      }))}
      onChange={name => onChange(name === projects[0] ? undefined : name)}
      trouble={troubleAt('project')}
    />
  );
}

/** The clusters that the environment may use. */
export const clusterField = ownField<string>({ name: 'SpicedbCluster', answers: 'cluster', Body: Cluster });

/** The namespaces on offer in the cluster. */
export const namespaceField = ownField<string>({
  name: 'SpicedbNamespace',
  answers: 'namespace',
  Body: Namespace,
});

/** The projects of Argo CD on offer. */
export const projectField = ownField<string>({ name: 'SpicedbProject', answers: 'project', Body: Project });
