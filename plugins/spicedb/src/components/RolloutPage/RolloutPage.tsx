import type { Entity } from '@backstage/catalog-model';
import { configApiRef, useApi, type ConfigApi } from '@backstage/core-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import {
  annotations,
  instanceRefOf,
  isEngine,
  recommendedVersion,
  stepsBehind,
  spicedbProfile,
  type WorkloadRef,
} from '@spicedb-portal/backstage-plugin-spicedb-common';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import {
  memo,
  startTransition,
  useCallback,
  useEffect,
  useId,
  useMemo,
  useState,
  type ReactNode,
} from 'react';
import { formOf } from '../../data/templates';
import { useLookAtDispatch, useRollout } from '../../data/useRollout';
import { ClockOffset } from '../../words/Age';
import { useWords } from '../../words/useWords';
import { ConnectPanel } from '../ConnectPanel/ConnectPanel';
import { FindingPanel, type FindingLinks } from '../FindingPanel/FindingPanel';
import { FirstReading } from '../Guidance/FirstReading';
import { ObstacleNote } from '../Guidance/ObstacleNote';
import { MissingAnnotations } from '../Guidance/MissingAnnotations';
import { MigrationPanel } from '../MigrationPanel/MigrationPanel';
import { PodsTable } from '../PodsTable/PodsTable';
import { RingPicture } from '../RingPicture/RingPicture';
import { StageRail } from '../StageRail/StageRail';
import { VerdictBanner } from '../VerdictBanner/VerdictBanner';
import { worstStage } from './worstStage';

const useStyles = makeStyles(theme => ({
  page: { display: 'grid', gap: theme.spacing(2), minWidth: 0 },
  panels: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 2fr) minmax(0, 3fr)',
    gap: theme.spacing(2),
    alignItems: 'start',
    [theme.breakpoints.down('md')]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  column: { display: 'grid', gap: theme.spacing(2), minWidth: 0 },
}));

/** The rollout of the instance that the page's entity stands for. */
export function RolloutPage() {
  const { entity } = useEntity();
  const search = useMemo(() => instanceRefOf(entity), [entity]);
  return search.ok ? (
    <Rollout entity={entity} target={search.ref} />
  ) : (
    <MissingAnnotations entity={entity} missing={search.missing} />
  );
}

/** Each is drawn anew only when what it shows has changed, which at rest is never. */
const [Rail, Findings, Migration, Ring, Pods, Connect] = [
  memo(StageRail),
  memo(FindingPanel),
  memo(MigrationPanel),
  memo(RingPicture),
  memo(PodsTable),
  memo(ConnectPanel),
] as const;

function Rollout({ entity, target }: { entity: Entity; target: WorkloadRef }) {
  const classes = useStyles();
  const { t } = useWords();
  const config = useApi(configApiRef);
  const rollout = useRollout(target);
  useLookAtDispatch(rollout);
  const panelId = useId();
  const [chosen, setChosen] = useState<string>();

  const { assessment, connection, failure, obstacle } = rollout;
  const version = assessment?.facts.targetVersion;
  const labels = useMemo(() => labelsOf(entity, target), [entity, target]);
  const update = useMemo(() => updateOf(entity, version, config), [entity, version, config]);
  const links = useMemo(() => linksOf(config, target), [config, target]);
  const open =
    assessment &&
    (assessment.stages.find(stage => stage.id === chosen) ??
      (chosen === undefined ? worstStage(assessment) : undefined));
  const openId = open?.id;
  const toggle = useCallback((id: string) => setChosen(id === openId ? '' : id), [openId]);

  if (!assessment) return <FirstReading failure={failure} />;
  const { facts, stages } = assessment;
  const stageOf = (id: string) => stages.find(stage => stage.id === id);
  return (
    <ClockOffset.Provider value={rollout.clockOffsetMs}>
      <div className={classes.page}>
        {failure && <Typography role="alert">{t('verdict.failure', { message: failure })}</Typography>}
        <VerdictBanner
          assessment={assessment}
          rollout={rollout}
          labels={labels}
          update={update}
          target={target}
        />
        {obstacle ? (
          <ObstacleNote obstacle={obstacle} />
        ) : (
          <>
            <Rail stages={stages} open={openId} onOpen={toggle} controls={panelId} />
            {open && <Findings id={panelId} stage={open} stages={stages} onOpen={setChosen} links={links} />}
            <AfterTheVerdict>
              <div className={classes.panels}>
                <div className={classes.column}>
                  <Migration migration={facts.migration} stage={stageOf('migration')} />
                  <Ring ring={facts.ring} stage={stageOf('dispatch')} />
                </div>
                <div className={classes.column}>
                  <Pods
                    pods={facts.pods}
                    target={target}
                    container={spicedbProfile.container}
                    stage={stageOf('pods')}
                  />
                  {connection?.tls !== undefined && (
                    <Connect connection={connection} cluster={target.cluster} />
                  )}
                </div>
              </div>
            </AfterTheVerdict>
          </>
        )}
      </div>
    </ClockOffset.Provider>
  );
}

/** The panels are most of the work of drawing, and nobody should wait for them to read the verdict. */
function AfterTheVerdict({ children }: { children: ReactNode }) {
  const [drawn, setDrawn] = useState(false);
  useEffect(() => startTransition(() => setDrawn(true)), []);
  return drawn ? <>{children}</> : null;
}

function labelsOf(entity: Entity, { cluster, namespace }: WorkloadRef) {
  const of = (name: string) => entity.metadata.annotations?.[name];
  return [
    `${[of(annotations.environment), cluster].filter(Boolean).join(' / ')} / ${namespace}`,
    of(annotations.engine),
  ].filter((label): label is string => Boolean(label));
}

function linksOf(config: ConfigApi, target: WorkloadRef): FindingLinks {
  return {
    docs: config.getOptionalString('spicedb.page.findingDocs'),
    argocd: argocdLink(config.getOptionalString('spicedb.page.argocdUrl'), target),
  };
}

function argocdLink(address: string | undefined, { application }: WorkloadRef) {
  if (!address || !application) return undefined;
  const { namespace, name } = application;
  return `${address.replace(/\/+$/, '')}/applications/${namespace}/${name}`;
}

function updateOf(entity: Entity, running: string | undefined, config: ConfigApi) {
  const of = (name: string) => entity.metadata.annotations?.[name];
  const engine = of(annotations.engine);
  const version = running ?? of(annotations.version);
  if (!isEngine(engine) || !version) return undefined;
  const newest = recommendedVersion(engine);
  const steps = stepsBehind(engine, version, newest);
  if (!steps) return undefined;
  return {
    steps,
    version: newest,
    form: formOf(config, 'update', { entity, changes: { version: newest } }),
  };
}
