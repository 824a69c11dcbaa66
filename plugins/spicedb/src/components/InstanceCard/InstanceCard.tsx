import { InfoCard, Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { entityRouteParams, entityRouteRef, useEntity } from '@backstage/plugin-catalog-react';
import { instanceRefOf, type WorkloadRef } from '@spicedb-portal/backstage-plugin-spicedb-common';
import Tooltip from '@material-ui/core/Tooltip';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useMemo, type ReactNode } from 'react';
import type { Lasting } from '../../data/RolloutView';
import { useRollout } from '../../data/useRollout';
import { ClockOffset, useReadAgo, type Reading } from '../../words/Age';
import { stageName, stateWord, useWords } from '../../words/useWords';
import { FirstReading } from '../Guidance/FirstReading';
import { MissingAnnotations } from '../Guidance/MissingAnnotations';
import { visuallyHidden } from '../state/hidden';
import { StateMark, quietColor } from '../state/StateMark';

const useStyles = makeStyles(theme => ({
  sentence: {
    display: 'flex',
    gap: theme.spacing(1),
    fontSize: 16,
    fontWeight: 600,
    lineHeight: 1.4,
    overflowWrap: 'anywhere',
  },
  dots: {
    display: 'flex',
    alignItems: 'center',
    listStyle: 'none',
    margin: theme.spacing(1.5, 0),
    padding: 0,
    '& li': { display: 'flex', alignItems: 'center' },
    '& li + li::before': {
      content: '""',
      width: 14,
      borderTop: `2px solid ${theme.palette.divider}`,
    },
  },
  dot: { display: 'flex' },
  foot: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0, 2),
    fontSize: 13,
    color: quietColor(theme),
  },
}));

/** The rollout in one sentence and five marks, for an entity's overview. */
export function InstanceCard({ subheader }: { subheader?: ReactNode }) {
  const { entity } = useEntity();
  const search = useMemo(() => instanceRefOf(entity), [entity]);
  const open = `${useRouteRef(entityRouteRef)(entityRouteParams(entity))}/spicedb`;
  return search.ok ? (
    <Card target={search.ref} open={open} subheader={subheader} />
  ) : (
    <MissingAnnotations entity={entity} missing={search.missing} />
  );
}

function Card(props: { target: WorkloadRef; open: string; subheader?: ReactNode }) {
  const { target, open, subheader } = props;
  const { t } = useWords();
  const rollout = useRollout(target);
  const { assessment, failure, clockOffsetMs } = rollout;
  return (
    <InfoCard title={t('card.title')} subheader={subheader} deepLink={{ title: t('card.open'), link: open }}>
      {assessment ? (
        <ClockOffset.Provider value={clockOffsetMs}>
          <Summary assessment={assessment} reading={rollout} open={open} />
        </ClockOffset.Provider>
      ) : (
        <FirstReading failure={failure} />
      )}
    </InfoCard>
  );
}

function Summary(props: { assessment: Lasting; reading: Reading; open: string }) {
  const { assessment, reading, open } = props;
  const classes = useStyles();
  const words = useWords();
  const { t, sentence } = words;
  const { verdict, stages, facts } = assessment;
  const version = facts.targetVersion ?? facts.versions[0];
  return (
    <>
      <Typography component="div" className={classes.sentence} role="status">
        <StateMark state={verdict.state} />
        <Link to={open} color="inherit">
          {sentence(verdict.sentence)}
        </Link>
      </Typography>
      <ul className={classes.dots}>
        {stages.map(stage => {
          const text = `${stageName(words, stage.id)}: ${stateWord(words, stage)}`;
          return (
            <li key={stage.id}>
              <Tooltip title={`${text}. ${sentence(stage.headline)}`}>
                <span className={classes.dot}>
                  <StateMark state={stage.state} waits={stage.waitsFor !== undefined} size="small" />
                </span>
              </Tooltip>
              <span style={visuallyHidden}>{text}</span>
            </li>
          );
        })}
      </ul>
      <div className={classes.foot}>
        {version && (
          <span>
            {t('card.version')} {version}
          </span>
        )}
        <ReadAgo reading={reading} />
      </div>
    </>
  );
}

function ReadAgo({ reading }: { reading: Reading }) {
  return <span>{useReadAgo(reading)}</span>;
}
