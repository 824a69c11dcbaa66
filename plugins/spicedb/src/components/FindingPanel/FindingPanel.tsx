import { Link } from '@backstage/core-components';
import type { Finding, Severity, Stage, StageState } from '@spicedb-portal/backstage-plugin-spicedb-common';
import Button from '@material-ui/core/Button';
import Paper from '@material-ui/core/Paper';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { Fragment } from 'react';
import { Ago } from '../../words/Age';
import { stageName, useWords } from '../../words/useWords';
import { CopyButton } from '../copy/CopyButton';
import { StateMark, quietColor } from '../state/StateMark';
import { arrange, isNote } from './arrange';

const markOf: Record<Severity, StageState> = {
  error: 'failed',
  warning: 'degraded',
  info: 'unknown',
};

const useStyles = makeStyles(theme => ({
  panel: { padding: theme.spacing(2) },
  quiet: { color: quietColor(theme) },
  finding: {
    '& + &': {
      marginTop: theme.spacing(2),
      paddingTop: theme.spacing(2),
      borderTop: `1px solid ${theme.palette.divider}`,
    },
  },
  title: {
    display: 'flex',
    gap: theme.spacing(1),
    alignItems: 'flex-start',
    fontSize: 16,
    fontWeight: 600,
    lineHeight: '24px',
    margin: 0,
  },
  code: {
    fontFamily: 'ui-monospace, monospace',
    fontWeight: 600,
    color: quietColor(theme),
  },
  parts: {
    display: 'grid',
    gridTemplateColumns: '88px minmax(0, 1fr)',
    gap: theme.spacing(1, 2),
    margin: theme.spacing(1, 0, 0, 4),
    fontSize: 14,
    lineHeight: 1.5,
    '& dt': { color: quietColor(theme) },
    '& dd': { margin: 0, maxWidth: '80ch', overflowWrap: 'anywhere' },
    [theme.breakpoints.down('xs')]: {
      gridTemplateColumns: 'minmax(0, 1fr)',
      gap: theme.spacing(0.5),
      marginLeft: 0,
    },
  },
  source: { fontSize: 13, color: quietColor(theme) },
  quote: {
    margin: theme.spacing(0.25, 0, 1),
    padding: theme.spacing(0.75, 1),
    background: theme.palette.background.default,
    borderLeft: `2px solid ${theme.palette.divider}`,
    fontFamily: 'ui-monospace, monospace',
    fontSize: 13,
    lineHeight: 1.45,
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
  },
  steps: { margin: 0, paddingLeft: theme.spacing(2.5) },
  command: {
    display: 'flex',
    alignItems: 'flex-start',
    gap: theme.spacing(1),
    margin: theme.spacing(0.25, 0, 1),
    padding: theme.spacing(0.25, 0.5, 0.25, 1),
    background: theme.palette.background.default,
    '& code': {
      flex: 1,
      minWidth: 0,
      padding: theme.spacing(0.5, 0),
      fontFamily: 'ui-monospace, monospace',
      fontSize: 13,
      lineHeight: 1.5,
      whiteSpace: 'pre-wrap',
      overflowWrap: 'anywhere',
    },
  },
  follows: { textTransform: 'none', marginLeft: -5 },
  links: { display: 'flex', flexWrap: 'wrap', gap: theme.spacing(0.5, 2) },
  notes: {
    fontSize: 14,
    '& > summary': { cursor: 'pointer', color: quietColor(theme) },
    '& > article': { marginTop: theme.spacing(1.5) },
  },
  folded: {
    margin: theme.spacing(1.5, 0, 0, 4),
    fontSize: 14,
    '& summary': { cursor: 'pointer', color: quietColor(theme) },
    '& > div': { marginTop: theme.spacing(1.5) },
    [theme.breakpoints.down('xs')]: { marginLeft: 0 },
  },
}));

export interface FindingLinks {
  /** A page about a finding, with {code} in the place of its code. */
  docs?: string;
  /** The instance in Argo CD's own user interface. */
  argocd?: string;
}

/** Why a stage is as it is, and what to do about it. */
export function FindingPanel(props: {
  id: string;
  stage: Stage;
  /** The other stages, where the cause of a finding may lie. */
  stages: Stage[];
  onOpen(stage: string): void;
  links: FindingLinks;
}) {
  const { id, stage, stages, onOpen, links } = props;
  const classes = useStyles();
  const words = useWords();
  const arranged = arrange(stage.findings);
  const notes = arranged.filter(({ finding }) => isNote(finding, stage));
  const shown = arranged.filter(each => !notes.includes(each));
  return (
    <Paper
      id={id}
      component="section"
      className={classes.panel}
      aria-label={words.t('findings.label', {
        stage: stageName(words, stage.id),
      })}
    >
      {arranged.length === 0 && (
        <Typography className={classes.quiet}>
          {stage.state === 'unknown' ? words.t('findings.noneUnknown') : words.t('findings.none')}
        </Typography>
      )}
      {shown.map(({ finding, folded }, place) => (
        <article key={keyOf(finding, place)} className={classes.finding}>
          <OneFinding
            finding={finding}
            links={links}
            showArgocd={stage.id === 'sync' || stage.id === 'git'}
            cause={causeElsewhere(finding, stage, stages)}
            onOpen={onOpen}
          />
          {folded.length > 0 && (
            <details className={classes.folded}>
              <summary>{words.t('findings.folded', { count: folded.length })}</summary>
              <div>
                {folded.map((each, inFold) => (
                  <OneFinding
                    key={keyOf(each, inFold)}
                    finding={each}
                    links={links}
                    showArgocd={false}
                    onOpen={onOpen}
                  />
                ))}
              </div>
            </details>
          )}
        </article>
      ))}
      {notes.length > 0 && (
        <details className={`${classes.finding} ${classes.notes}`}>
          <summary>{words.t('rail.notes', { count: notes.length })}</summary>
          {notes
            .flatMap(({ finding, folded }) => [finding, ...folded])
            .map((finding, place) => (
              <article key={keyOf(finding, place)} className={classes.finding}>
                <OneFinding finding={finding} links={links} showArgocd={false} onOpen={onOpen} />
              </article>
            ))}
        </details>
      )}
    </Paper>
  );
}

/** One stage can have several findings of one code: several rights that are missing, for example. */
const keyOf = ({ code }: Finding, place: number) => `${code} ${place}`;

function OneFinding(props: {
  finding: Finding;
  links: FindingLinks;
  showArgocd: boolean;
  /** The stage that holds the finding which explains this one. */
  cause?: Stage;
  onOpen(stage: string): void;
}) {
  const { finding, links, showArgocd, cause, onOpen } = props;
  const classes = useStyles();
  const words = useWords();
  const { t, sentence } = words;
  return (
    <>
      <h3 className={classes.title}>
        <StateMark state={cause ? 'unknown' : markOf[finding.severity]} />
        <span>
          <span className={classes.code}>{finding.code}</span> {sentence(finding.summary)}
        </span>
      </h3>
      <dl className={classes.parts}>
        {finding.evidence.length > 0 && (
          <>
            <dt>{t('findings.evidence')}</dt>
            <dd>
              {finding.evidence.map(({ source, text, at }, index) => (
                <Fragment key={index}>
                  <div className={classes.source}>
                    {source}
                    {at !== undefined && (
                      <>
                        , <Ago at={at} />
                      </>
                    )}
                  </div>
                  <blockquote className={classes.quote}>{text}</blockquote>
                </Fragment>
              ))}
            </dd>
          </>
        )}
        <dt>{t('findings.means')}</dt>
        <dd>
          {sentence(finding.meaning)}
          {cause && (
            <div>
              <Button size="small" className={classes.follows} onClick={() => onOpen(cause.id)}>
                {t('findings.follows', {
                  code: finding.causedBy ?? '',
                  stage: stageName(words, cause.id),
                })}
              </Button>
            </div>
          )}
        </dd>
        {finding.remedy.length > 0 && (
          <>
            <dt>{t('findings.next')}</dt>
            <dd>
              <ol className={classes.steps}>
                {finding.remedy.map(({ text, command }, index) => (
                  <li key={index}>
                    {sentence(text)}
                    {command && (
                      <div className={classes.command}>
                        <code>{command}</code>
                        <CopyButton text={command} />
                      </div>
                    )}
                  </li>
                ))}
              </ol>
            </dd>
          </>
        )}
        {(links.docs || (showArgocd && links.argocd)) && (
          <>
            <dt aria-hidden />
            <dd className={classes.links}>
              {links.docs && (
                <Link to={links.docs.replace('{code}', finding.code)}>
                  {t('findings.docs', { code: finding.code })}
                </Link>
              )}
              {showArgocd && links.argocd && <Link to={links.argocd}>{t('findings.argocd')}</Link>}
            </dd>
          </>
        )}
      </dl>
    </>
  );
}

function causeElsewhere(finding: Finding, here: Stage, stages: Stage[]) {
  if (!finding.causedBy) return undefined;
  return stages.find(stage => stage !== here && stage.findings.some(({ code }) => code === finding.causedBy));
}
