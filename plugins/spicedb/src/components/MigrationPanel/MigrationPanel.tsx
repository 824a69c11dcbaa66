import type {
  AttemptFact,
  MigrationFact,
  Stage,
  StageState,
} from '@spicedb-portal/backstage-plugin-spicedb-common';
import { makeStyles } from '@material-ui/core/styles';
import { Ago, timeInWords } from '../../words/Age';
import { useWords, type Words } from '../../words/useWords';
import { LogTail } from './LogTail';
import { NothingSeen } from '../state/NothingSeen';
import { Panel } from '../state/Panel';
import { StateMark, quietColor } from '../state/StateMark';

const useStyles = makeStyles(theme => ({
  facts: {
    display: 'grid',
    gridTemplateColumns: 'max-content minmax(0, 1fr)',
    gap: theme.spacing(0.5, 2),
    margin: 0,
    fontSize: 14,
    '& dt': { color: quietColor(theme) },
    '& dd': { margin: 0, overflowWrap: 'anywhere' },
  },
  attempts: { listStyle: 'none', margin: theme.spacing(1.5, 0, 0), padding: 0 },
  attempt: {
    padding: theme.spacing(1, 0),
    borderTop: `1px solid ${theme.palette.divider}`,
    fontSize: 14,
    '& summary': {
      cursor: 'pointer',
      fontSize: 13,
      color: quietColor(theme),
      marginTop: theme.spacing(0.5),
    },
  },
  line: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5, 1),
  },
  quiet: { color: quietColor(theme) },
}));

const stateOf: Record<MigrationFact['outcome'], StageState> = {
  running: 'progressing',
  waiting: 'progressing',
  succeeded: 'ok',
  failed: 'failed',
};

/** The newest migration Job: from where to where, and each attempt with its log. */
export function MigrationPanel({ migration, stage }: { migration?: MigrationFact; stage?: Stage }) {
  const classes = useStyles();
  const words = useWords();
  const { t } = words;
  if (!migration) {
    return <NothingSeen title={t('migration.title')} words={t('migration.none')} stage={stage} />;
  }
  const { job, version, startedAt, attempts, maxAttempts } = migration;
  const change = changeOf(migration, words);
  const took = durationOf(migration, words);
  return (
    <Panel title={t('migration.title')} aside={t(`outcome.${migration.outcome}`)}>
      <dl className={classes.facts}>
        <dt>{t('migration.job')}</dt>
        <dd>{job}</dd>
        {version && (
          <>
            <dt>{t('migration.version')}</dt>
            <dd>{version}</dd>
          </>
        )}
        {change && (
          <>
            <dt>{t('migration.change')}</dt>
            <dd>{change}</dd>
          </>
        )}
        {startedAt !== undefined && (
          <>
            <dt>{t('migration.started')}</dt>
            <dd>
              <Ago at={startedAt} />
            </dd>
          </>
        )}
        {took && (
          <>
            <dt>{t('migration.took')}</dt>
            <dd>{took}</dd>
          </>
        )}
      </dl>
      {attempts.length > 0 && (
        <ol className={classes.attempts}>
          {attempts.map((attempt, index) => (
            <Attempt
              key={`${attempt.pod}/${attempt.container}`}
              attempt={attempt}
              number={index + 1}
              most={maxAttempts}
              newest={index === attempts.length - 1}
            />
          ))}
        </ol>
      )}
    </Panel>
  );
}

function Attempt(props: { attempt: AttemptFact; number: number; most?: number; newest: boolean }) {
  const { attempt, number, most, newest } = props;
  const classes = useStyles();
  const words = useWords();
  const { t } = words;
  const took = durationOf(attempt, words);
  return (
    <li className={classes.attempt}>
      <div className={classes.line}>
        <StateMark state={stateOf[attempt.outcome]} size="small" />
        <span>
          {most !== undefined && most >= number
            ? t('migration.attemptOf', { number: String(number), most: String(most) })
            : t('migration.attempt', { number: String(number) })}
        </span>
        <span className={classes.quiet}>
          {[
            t(`outcome.${attempt.outcome}`),
            attempt.exitCode !== undefined
              ? t('migration.exit', { code: String(attempt.exitCode) })
              : undefined,
            took,
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </div>
      {attempt.logTail.length > 0 ? (
        <details open={newest && attempt.outcome === 'failed'}>
          <summary>{t('migration.log')}</summary>
          <LogTail lines={attempt.logTail} />
        </details>
      ) : (
        <span className={classes.quiet}>{t('migration.noLog')}</span>
      )}
    </li>
  );
}

function changeOf({ from, to }: MigrationFact, { t }: Words) {
  if (from && to) return t('migration.fromTo', { from, to });
  return to ? t('migration.onlyTo', { to }) : undefined;
}

function durationOf(what: { startedAt?: number; finishedAt?: number }, words: Words) {
  return what.startedAt !== undefined && what.finishedAt !== undefined
    ? timeInWords(words, what.finishedAt - what.startedAt)
    : undefined;
}
