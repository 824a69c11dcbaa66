import { Link } from '@backstage/core-components';
import {
  diagnosisText,
  spicedbProfile,
  type Assessment,
  type WorkloadRef,
} from '@spicedb-portal/backstage-plugin-spicedb-common';
import IconButton from '@material-ui/core/IconButton';
import Paper from '@material-ui/core/Paper';
import Typography from '@material-ui/core/Typography';
import { makeStyles, useTheme } from '@material-ui/core/styles';
import { memo, useCallback } from 'react';
import type { Lasting } from '../../data/RolloutView';
import type { Rollout } from '../../data/useRollout';
import { useReadAgo, type Reading } from '../../words/Age';
import { useWords } from '../../words/useWords';
import { CopyButton } from '../copy/CopyButton';
import { LineIcon } from '../state/LineIcon';
import { StateMark, colorOf, quietColor } from '../state/StateMark';

const pictures = {
  pause: 'M9 6v12M15 6v12',
  goOn: 'M8 5.5v13l10.5-6.5Z',
  again: 'M19.5 11a7.5 7.5 0 1 0-2.2 6.3M19.5 5v6h-6',
};

const useStyles = makeStyles(theme => ({
  banner: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1, 3),
    padding: theme.spacing(1.5, 2),
    borderLeft: '4px solid',
  },
  words: { flex: '1 1 420px', minWidth: 0 },
  sentence: {
    display: 'flex',
    alignItems: 'flex-start',
    gap: theme.spacing(1),
    fontSize: 18,
    fontWeight: 600,
    lineHeight: 1.35,
    margin: 0,
    overflowWrap: 'anywhere',
  },
  facts: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0, 2.5),
    listStyle: 'none',
    margin: theme.spacing(0.75, 0, 0),
    padding: 0,
    fontSize: 14,
    color: quietColor(theme),
  },
  tools: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    fontSize: 13,
    color: quietColor(theme),
  },
  stale: { color: colorOf(theme, 'degraded'), fontWeight: 600 },
}));

interface Update {
  steps: number;
  version: string;
  form: string;
}

/** Is it well? One sentence, what it is about, and how fresh that is. */
export function VerdictBanner(props: {
  assessment: Lasting;
  rollout: Pick<Rollout, 'paused' | 'reading' | 'pause' | 'resume' | 'refresh' | 'subscribe' | 'getView'>;
  /** What the catalog says of the instance, for example its environment. */
  labels: string[];
  /** The newest version that is recommended, where this one is behind it. */
  update?: Update;
  /** The instance, whose names a copied diagnosis leaves out. */
  target: WorkloadRef;
}) {
  const { assessment, rollout, labels, update, target } = props;
  const { verdict, facts } = assessment;
  const classes = useStyles();
  const borderLeftColor = colorOf(useTheme(), verdict.state);
  const { t } = useWords();
  const { paused, reading, pause, resume, refresh, subscribe, getView } = rollout;
  const diagnosis = useCallback(() => {
    const latest = getView().assessment;
    return latest ? diagnosisText(latest, spicedbProfile, target) : '';
  }, [getView, target]);
  return (
    <Paper
      component="section"
      aria-label={t('verdict.label')}
      className={classes.banner}
      style={{ borderLeftColor }}
    >
      <Verdict verdict={verdict} facts={facts} labels={labels} update={update} />
      <div className={classes.tools}>
        <Freshness stale={assessment.stale} paused={paused} subscribe={subscribe} getView={getView} />
        <Tools
          paused={paused}
          reading={reading}
          pause={pause}
          resume={resume}
          refresh={refresh}
          diagnosis={diagnosis}
        />
      </div>
    </Paper>
  );
}

const Verdict = memo(function VerdictInWords(
  props: Pick<Assessment, 'verdict' | 'facts'> & { labels: string[]; update?: Update },
) {
  const { verdict, facts, labels, update } = props;
  const classes = useStyles();
  const { t, sentence } = useWords();
  return (
    <div className={classes.words}>
      <Typography component="h2" className={classes.sentence}>
        <StateMark state={verdict.state} />
        <span role="status">{sentence(verdict.sentence)}</span>
      </Typography>
      <ul className={classes.facts}>
        {[...labels, ...summaryOf(facts, t)].map(fact => (
          <li key={fact}>{fact}</li>
        ))}
        {update && (
          <li>
            <Link to={update.form}>
              {t('verdict.update', { count: update.steps, version: update.version })}
            </Link>
          </li>
        )}
      </ul>
    </div>
  );
});

const Tools = memo(function ReadingTools(
  props: Pick<Rollout, 'paused' | 'reading' | 'pause' | 'resume' | 'refresh'> & { diagnosis(): string },
) {
  const { paused, reading, pause, resume, refresh, diagnosis } = props;
  const { t } = useWords();
  const toggle = paused ? t('verdict.resume') : t('verdict.pause');
  const again = t('verdict.refresh');
  return (
    <>
      <IconButton size="small" title={toggle} aria-label={toggle} onClick={paused ? resume : pause}>
        <LineIcon path={paused ? pictures.goOn : pictures.pause} size="medium" />
      </IconButton>
      <IconButton size="small" title={again} aria-label={again} aria-busy={reading} onClick={refresh}>
        <LineIcon path={pictures.again} size="medium" />
      </IconButton>
      <CopyButton label={t('verdict.copy')} text={diagnosis} />
    </>
  );
});

function Freshness(props: Reading & { stale: boolean; paused: boolean }) {
  const { stale, paused } = props;
  const classes = useStyles();
  const { t } = useWords();
  const age = useReadAgo(props);
  return (
    <span>
      <span className={stale ? classes.stale : undefined}>
        {stale ? t('verdict.stale', { age }) : t('verdict.asOf', { age })}
      </span>
      {paused && ` · ${t('verdict.paused')}`}
    </span>
  );
}

function summaryOf(facts: Assessment['facts'], t: ReturnType<typeof useWords>['t']): string[] {
  const { versions, targetVersion, readyPods, wantedPods, ring } = facts;
  const before = versions.filter(each => each !== targetVersion);
  const now = targetVersion ?? versions[0];
  const change = targetVersion && before.length > 0 ? `${before.join(', ')} → ` : '';
  const version = now && `SpiceDB ${change}${now}`;
  return [
    version,
    wantedPods !== undefined
      ? t('verdict.replicas', {
          ready: String(readyPods ?? '?'),
          wanted: String(wantedPods),
        })
      : undefined,
    ring?.hitRatio !== undefined
      ? t('verdict.hitRatio', {
          percent: String(Math.round(ring.hitRatio * 100)),
        })
      : undefined,
  ].filter((fact): fact is string => Boolean(fact));
}
