import { MarkdownContent } from '@backstage/core-components';
import {
  folderOf,
  type Instance,
  type PortalConfig,
  type Problem,
} from '@spicedb-portal/backstage-plugin-spicedb-common';
import { useFormWords } from '../../words/useFormWords';
import { Note } from '../controls/Said';
import { useFormStyles } from '../controls/styles';
import { labelOf } from '../labels';
import { Difference, Files } from './Files';
import type { Review } from './review';

/** Everything that stands in the way, in the words of the form. */
export function Problems({ problems }: { problems: readonly Problem[] }) {
  const words = useFormWords();
  const classes = useFormStyles();
  return (
    <div role="alert" className={classes.trouble}>
      {words.t('review.problems', { count: problems.length })}
      <ul>
        {problems.map(({ path, message }) => (
          <li key={`${path} ${message}`}>
            {path && <strong>{labelOf(path, words)}: </strong>}
            {message}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** What a form will do, before it does it; the opening words stand before what they speak of. */
export function Outcome({
  opening,
  review,
  portal,
}: {
  opening: string;
  review: Extract<Review, { ok: true }>;
  portal: PortalConfig;
}) {
  const { t } = useFormWords();
  if (review.kind === 'new') {
    return (
      <>
        <NewInstance instance={review.instance} portal={portal} />
        <p>{opening}</p>
        <Files files={review.files} />
      </>
    );
  }
  const { plan } = review;
  // The difference stands below in colours of its own.
  const [summary] = plan.summary.split(/\n\n`{3,}diff\n/);
  return (
    <>
      <p>{opening}</p>
      <Note>
        <MarkdownContent content={summary} />
      </Note>
      {plan.diff ? <Difference diff={plan.diff} /> : <Files files={plan.write} />}
      {plan.write.length + plan.remove.length === 0 && <p>{t('review.nothing')}</p>}
    </>
  );
}

function NewInstance({ instance, portal }: { instance: Instance; portal: PortalConfig }) {
  const { t } = useFormWords();
  const classes = useFormStyles();
  const { autoscaling, cluster, engine, environment, namespace, replicas, size, tls, version } = instance;
  const pods = autoscaling
    ? t('pods.between', { least: String(autoscaling.minReplicas), most: String(autoscaling.maxReplicas) })
    : t('pods', { count: replicas });
  const titleOf = (offer: { title?: string } | undefined, name: string) => offer?.title ?? name;
  const facts: Array<[string, string]> = [
    [t('label.environment'), titleOf(portal.environments[environment], environment)],
    [t('label.engine'), `${t(`engine.${engine}`)}, SpiceDB ${version}`],
    [t('label.size'), `${pods}, ${titleOf(portal.sizes[size], size)}`],
    [t('label.place'), `${namespace}, ${titleOf(portal.clusters[cluster], cluster)}`],
    [t('label.tls'), t(`tls.kind.${tls.kind}`)],
    [t('label.secret'), instance.secret.name],
    [t('label.folder'), folderOf(instance, portal)],
  ];
  return (
    <dl className={classes.facts}>
      {facts.map(([name, value]) => (
        <div key={name} style={{ display: 'contents' }}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
