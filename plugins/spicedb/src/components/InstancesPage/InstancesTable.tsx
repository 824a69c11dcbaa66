import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { EntityRefLink, entityRouteParams, entityRouteRef } from '@backstage/plugin-catalog-react';
import type { UnseenReason } from '@spicedb-portal/backstage-plugin-spicedb-common';
import Button from '@material-ui/core/Button';
import Paper from '@material-ui/core/Paper';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import TableSortLabel from '@material-ui/core/TableSortLabel';
import { makeStyles } from '@material-ui/core/styles';
import { useState } from 'react';
import { useWords, type Words } from '../../words/useWords';
import { ScrollArea } from '../state/ScrollArea';
import { StateMark, quietColor } from '../state/StateMark';
import { columns, type Column, type InstanceRow } from './rows';

const rowsAtOnce = 50;

const useStyles = makeStyles(theme => ({
  cell: {
    padding: theme.spacing(1, 1.5),
    fontSize: 14,
    lineHeight: 1.35,
    whiteSpace: 'nowrap',
    wordBreak: 'normal',
  },
  state: {
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(0.75),
    minWidth: 200,
    whiteSpace: 'normal',
  },
  quiet: { fontSize: 12, color: quietColor(theme) },
  more: { padding: theme.spacing(1) },
}));

interface Sort {
  column: Column;
  descending: boolean;
}

export function InstancesTable(props: { rows: InstanceRow[]; sort: Sort; onSort(sort: Sort): void }) {
  const { rows, sort, onSort } = props;
  const classes = useStyles();
  const words = useWords();
  const { t } = words;
  const entityPage = useRouteRef(entityRouteRef);
  const [shown, setShown] = useState(rowsAtOnce);
  return (
    <Paper>
      <ScrollArea label={t('list.title')}>
        <Table size="small">
          <TableHead>
            <TableRow>
              {columns.map(column => {
                const active = sort.column === column;
                const direction = sort.descending ? 'desc' : 'asc';
                return (
                  <TableCell key={column} className={classes.cell} sortDirection={active ? direction : false}>
                    <TableSortLabel
                      active={active}
                      direction={active ? direction : 'asc'}
                      onClick={() => onSort({ column, descending: active && !sort.descending })}
                    >
                      {t(`list.${column}`)}
                    </TableSortLabel>
                  </TableCell>
                );
              })}
            </TableRow>
          </TableHead>
          <TableBody>
            {rows.slice(0, shown).map(row => (
              <TableRow key={row.key} hover>
                <TableCell component="th" scope="row" role="rowheader" className={classes.cell}>
                  <Link to={`${entityPage(entityRouteParams(row.entity))}/spicedb`}>{row.name}</Link>
                </TableCell>
                <TableCell className={classes.cell}>
                  <span className={classes.state}>
                    <StateMark state={row.state} size="small" />
                    {sightInWords(row, words)}
                  </span>
                </TableCell>
                <TableCell className={classes.cell}>
                  {row.version}
                  {(row.stepsToNewest ?? 0) > 0 && (
                    <div className={classes.quiet}>{t('list.steps', { count: row.stepsToNewest! })}</div>
                  )}
                </TableCell>
                <TableCell className={classes.cell}>{row.engine}</TableCell>
                <TableCell className={classes.cell}>
                  {row.owner && <EntityRefLink entityRef={row.owner} defaultKind="group" hideIcon />}
                </TableCell>
                <TableCell className={classes.cell}>{row.environment}</TableCell>
                <TableCell className={classes.cell}>{row.cluster}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </ScrollArea>
      {rows.length > shown && (
        <div className={classes.more}>
          <Button onClick={() => setShown(shown + rowsAtOnce)}>{t('list.more')}</Button>
        </div>
      )}
    </Paper>
  );
}

function sightInWords(row: InstanceRow, words: Words): string {
  const { t } = words;
  const { seen, unseen } = row;
  if (seen) {
    const counts = {
      ready: String(seen.ready ?? 0),
      wanted: String(seen.wanted ?? 0),
    };
    const said = {
      ready: () => t('list.ready', counts),
      rollingOut: () => t('list.rollingOut', counts),
      migrating: () => t('list.migrating'),
      migrationFailed: () => t('list.migrationFailed'),
      notDeployed: () => t('list.notDeployed'),
    };
    return said[seen.kind]();
  }
  if (unseen === 'noCluster') return t('list.noCluster');
  if (unseen === 'reading' || unseen === undefined) return t('verdict.reading');
  return refusalInWords(unseen, row.cluster, words);
}

function refusalInWords(reason: UnseenReason, cluster: string, { t }: Pick<Words, 't'>) {
  if (reason.kind === 'forbidden') {
    return t('list.forbidden', { resource: reason.resource, cluster });
  }
  if (reason.kind === 'portalRefused') {
    return t('list.portalRefused', { permission: reason.permission });
  }
  return t('list.unseen', { cluster });
}
