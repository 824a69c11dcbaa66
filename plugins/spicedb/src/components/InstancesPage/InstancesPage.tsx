import { Content, EmptyState, LinkButton, Progress, ResponseErrorPanel } from '@backstage/core-components';
import { humanizeEntityRef } from '@backstage/plugin-catalog-react';
import { configApiRef, useApi } from '@backstage/core-plugin-api';
import Button from '@material-ui/core/Button';
import ButtonGroup from '@material-ui/core/ButtonGroup';
import IconButton from '@material-ui/core/IconButton';
import MenuItem from '@material-ui/core/MenuItem';
import TextField from '@material-ui/core/TextField';
import Tooltip from '@material-ui/core/Tooltip';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { quietColor } from '../state/StateMark';
import RefreshIcon from '@material-ui/icons/Refresh';
import { parseEntityRef, type Entity } from '@backstage/catalog-model';
import { useId, useMemo, useState } from 'react';
import { formOf } from '../../data/templates';
import { useFleet } from '../../data/useFleet';
import { useInstances } from '../../data/useInstances';
import { useAgo } from '../../words/Age';
import { useWords } from '../../words/useWords';
import { InstancesTable } from './InstancesTable';
import { choicesOf, quickFilters, rowsOf, select, type Column, type QuickFilter } from './rows';

const useStyles = makeStyles(theme => ({
  tools: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1.5),
    marginBottom: theme.spacing(2),
  },
  filter: { flex: '1 1 240px', maxWidth: 460 },
  choice: {
    minWidth: 150,
    // The stock grey of a label is too faint on the page's own background.
    '& label:not(.Mui-focused)': { color: quietColor(theme) },
  },
  coarse: { marginTop: theme.spacing(1), fontSize: 13, color: quietColor(theme) },
  quick: {
    flexWrap: 'wrap',
    '& button': { textTransform: 'none' },
    '& [aria-pressed="true"]': {
      background: theme.palette.action.selected,
      fontWeight: 700,
    },
  },
  aside: {
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    marginLeft: 'auto',
    fontSize: 13,
    color: quietColor(theme),
  },
}));

/** All instances: who owns them, what runs, and which need somebody. */
export function InstancesPage() {
  const { t } = useWords();
  const instances = useInstances();
  const createForm = formOf(useApi(configApiRef), 'create');
  const create = (
    <LinkButton to={createForm} color="primary" variant="contained">
      {t('list.create')}
    </LinkButton>
  );
  if (instances.state === 'loading') {
    return (
      <Content>
        <Progress />
      </Content>
    );
  }
  if (instances.state === 'failed') {
    return (
      <Content>
        <ResponseErrorPanel title={t('list.failed')} error={instances.error} />
      </Content>
    );
  }
  if (instances.entities.length === 0) {
    return (
      <Content>
        <EmptyState
          missing="content"
          title={t('list.noneTitle')}
          description={t('list.none')}
          action={create}
        />
      </Content>
    );
  }
  return (
    <Content>
      <Instances entities={instances.entities} create={create} />
    </Content>
  );
}

function Instances(props: { entities: Entity[]; create: JSX.Element }) {
  const { entities, create } = props;
  const classes = useStyles();
  const { t } = useWords();
  const [quick, setQuick] = useState<QuickFilter>('all');
  const [text, setText] = useState('');
  const [owner, setOwner] = useState('');
  const [environment, setEnvironment] = useState('');
  const [sort, setSort] = useState<{ column: Column; descending: boolean }>({
    column: 'state',
    descending: false,
  });
  const clusters = useMemo(
    () => [
      ...new Set(
        rowsOf(entities, { clusters: new Map() })
          .map(row => row.cluster)
          .filter(Boolean),
      ),
    ],
    [entities],
  );
  const fleet = useFleet(clusters);
  const rows = useMemo(() => rowsOf(entities, { clusters: fleet.clusters }), [entities, fleet.clusters]);
  const shown = useMemo(
    () => select(rows, { quick, text, owner, environment, sort }),
    [rows, quick, text, owner, environment, sort],
  );

  return (
    <>
      <div className={classes.tools}>
        <TextField
          className={classes.filter}
          size="small"
          variant="outlined"
          placeholder={t('list.filterHint')}
          inputProps={{ 'aria-label': t('list.filter') }}
          value={text}
          onChange={event => setText(event.target.value)}
        />
        <ButtonGroup size="small" className={classes.quick}>
          {quickFilters.map(filter => (
            <Button key={filter} aria-pressed={quick === filter} onClick={() => setQuick(filter)}>
              {t(`list.${filter}`)}
            </Button>
          ))}
        </ButtonGroup>
        <Choice
          label={t('list.owner')}
          choices={choicesOf(rows, 'owner')}
          inWords={ref =>
            humanizeEntityRef(parseEntityRef(ref, { defaultKind: 'group', defaultNamespace: 'default' }), {
              defaultKind: 'group',
            })
          }
          value={owner}
          onChange={setOwner}
        />
        <Choice
          label={t('list.environment')}
          choices={choicesOf(rows, 'environment')}
          value={environment}
          onChange={setEnvironment}
        />
        <div className={classes.aside}>
          <span>
            {t('list.shown', {
              shown: String(shown.length),
              total: String(rows.length),
            })}
          </span>
          {fleet.at !== undefined && <AsOf at={fleet.at} />}
          <Tooltip title={t('verdict.refresh')}>
            <IconButton size="small" aria-label={t('verdict.refresh')} onClick={fleet.refresh}>
              <RefreshIcon />
            </IconButton>
          </Tooltip>
          {create}
        </div>
      </div>
      {shown.length === 0 ? (
        <Typography>{t('list.noMatch')}</Typography>
      ) : (
        <>
          <InstancesTable rows={shown} sort={sort} onSort={setSort} />
          <Typography className={classes.coarse}>{t('list.coarse')}</Typography>
        </>
      )}
    </>
  );
}

function AsOf({ at }: { at: number }) {
  const age = useAgo(at);
  return <span>{useWords().t('verdict.asOf', { age })}</span>;
}

/** One of the values that occur, or all; without a choice to make it is left out. */
function Choice(props: {
  label: string;
  choices: string[];
  inWords?(choice: string): string;
  value: string;
  onChange(value: string): void;
}) {
  const { label, choices, inWords, value, onChange } = props;
  const classes = useStyles();
  const { t } = useWords();
  const id = useId();
  if (choices.length < 2) return null;
  return (
    <TextField
      id={id}
      select
      className={classes.choice}
      size="small"
      variant="outlined"
      label={label}
      value={value}
      onChange={event => onChange(event.target.value)}
      SelectProps={{ displayEmpty: true }}
      InputLabelProps={{ shrink: true }}
    >
      <MenuItem value="">{t('list.all')}</MenuItem>
      {choices.map(choice => (
        <MenuItem key={choice} value={choice}>
          {inWords ? inWords(choice) : choice}
        </MenuItem>
      ))}
    </TextField>
  );
}
