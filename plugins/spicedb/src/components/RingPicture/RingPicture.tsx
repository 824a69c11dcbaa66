import type { RingFact, RingMemberFact } from '@spicedb-portal/backstage-plugin-spicedb-common';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles, useTheme } from '@material-ui/core/styles';
import { useState } from 'react';
import { useWords, type Words } from '../../words/useWords';
import { Panel } from '../state/Panel';
import { ScrollArea } from '../state/ScrollArea';
import { colorOf, quietColor } from '../state/StateMark';
import {
  arcAround,
  halfWidthFor,
  labelReach,
  placeOnCircle,
  seesWholeRing,
  sharesOf,
  standsInTheMiddle,
  type Spot,
} from './geometry';

/** A picture of more would be a knot of lines; the table has no such limit. */
const mostInPicture = 24;

const useStyles = makeStyles(theme => ({
  switch: { textTransform: 'none' },
  quiet: { color: quietColor(theme) },
  picture: { display: 'block', width: '100%', maxWidth: 340, margin: '0 auto' },
  work: {
    strokeDasharray: '0.1 9.9',
    strokeLinecap: 'round',
    animation: '$flow 1.6s linear infinite',
    '@media (prefers-reduced-motion: reduce)': { animation: 'none' },
  },
  '@keyframes flow': { to: { strokeDashoffset: -20 } },
  legend: {
    listStyle: 'none',
    margin: theme.spacing(1, 0, 0),
    padding: 0,
    fontSize: 12,
    color: quietColor(theme),
  },
  table: {
    borderCollapse: 'collapse',
    width: '100%',
    fontSize: 13,
    '& th, & td': {
      textAlign: 'left',
      padding: theme.spacing(0.5, 1.5, 0.5, 0),
      borderBottom: `1px solid ${theme.palette.divider}`,
      fontWeight: 400,
    },
    '& thead th': { fontWeight: 600, color: quietColor(theme) },
  },
}));

/** Who is in the ring, who sees whom, and who does the work. */
export function RingPicture({ ring }: { ring?: RingFact }) {
  const classes = useStyles();
  const words = useWords();
  const { t } = words;
  const [asTable, setAsTable] = useState(false);
  if (!ring || ring.members.length + ring.strangers.length === 0) {
    return (
      <Panel title={t('ring.title')}>
        <Typography className={classes.quiet}>{t('ring.none')}</Typography>
      </Panel>
    );
  }
  const onlyTable = ring.members.length + ring.strangers.length > mostInPicture;
  return (
    <Panel
      title={t('ring.title')}
      aside={
        !onlyTable && (
          <Button size="small" className={classes.switch} onClick={() => setAsTable(!asTable)}>
            {asTable ? t('ring.asPicture') : t('ring.asTable')}
          </Button>
        )
      }
    >
      {asTable || onlyTable ? (
        <RingTable ring={ring} />
      ) : (
        <>
          <Picture ring={ring} words={words} />
          <ul className={classes.legend}>
            <li>{t('ring.legendSees')}</li>
            <li>{t('ring.legendShare')}</li>
            <li>
              {t('ring.measured', {
                measured: String(ring.measured),
                size: String(ring.members.length),
              })}
            </li>
          </ul>
        </>
      )}
    </Panel>
  );
}

function Picture({ ring, words }: { ring: RingFact; words: Words }) {
  const classes = useStyles();
  const theme = useTheme();
  const { members, strangers } = ring;
  const spots = placeOnCircle(members.length + strangers.length, 70);
  const shares = sharesOf(ring);
  const labels = [...members.map((member, index) => labelOf(member, members, shares[index])), ...strangers];
  const halfWidth = halfWidthFor(spots, labels);
  const calm = colorOf(theme, 'progressing');
  const trouble = colorOf(theme, 'degraded');
  const stateOf = (member: RingMemberFact) =>
    member.listed && member.ready ? colorOf(theme, 'ok') : trouble;
  return (
    <svg
      className={classes.picture}
      viewBox={`${-halfWidth} -118 ${2 * halfWidth} 236`}
      role="img"
      aria-label={words.t('ring.picture', {
        size: String(members.length),
        members: members.map(each => inWords(each, ring, words)).join('; '),
      })}
    >
      {members.flatMap((from, a) =>
        members.slice(a + 1).map((to, rest) => {
          const b = a + 1 + rest;
          const whole =
            from.listed && to.listed && seesWholeRing(ring, a) !== false && seesWholeRing(ring, b) !== false;
          const ends = { x1: spots[a].x, y1: spots[a].y, x2: spots[b].x, y2: spots[b].y };
          return (
            <g key={`${from.pod}-${to.pod}`} stroke={whole ? calm : trouble}>
              <line
                {...ends}
                strokeOpacity={whole ? 0.7 : 1}
                strokeWidth={1.5}
                strokeDasharray={whole ? undefined : '10 14'}
              />
              {whole && shares[a] && shares[b] && <line {...ends} strokeWidth={4} className={classes.work} />}
            </g>
          );
        }),
      )}
      {members.map((member, index) => {
        const { x, y, angle } = spots[index];
        const share = shares[index];
        return (
          <g key={member.pod}>
            {share !== undefined && share > 0 && (
              <path
                d={arcAround(angle, share * 2 * Math.PI * 0.94, 92)}
                fill="none"
                stroke={calm}
                strokeWidth={5}
                strokeLinecap="butt"
                strokeOpacity={0.55}
              />
            )}
            <circle
              cx={x}
              cy={y}
              r={11}
              fill={member.listed ? stateOf(member) : theme.palette.background.paper}
              stroke={stateOf(member)}
              strokeWidth={2}
            />
            <Label spot={spots[index]} text={labels[index]} />
          </g>
        );
      })}
      {strangers.map((address, index) => {
        const { x, y } = spots[members.length + index];
        return (
          <g key={address}>
            <circle cx={x} cy={y} r={11} fill="none" stroke={trouble} strokeWidth={2} strokeDasharray="3 3" />
            <Label spot={spots[members.length + index]} text={address} />
          </g>
        );
      })}
    </svg>
  );
}

function Label({ spot: { x, y }, text }: { spot: Spot; text: string }) {
  const theme = useTheme();
  return (
    <text
      x={x * labelReach}
      y={y * labelReach + 4}
      textAnchor={anchorOf(x)}
      fontSize={11}
      fill={theme.palette.text.primary}
    >
      {text}
    </text>
  );
}

function RingTable({ ring }: { ring: RingFact }) {
  const classes = useStyles();
  const { t } = useWords();
  const shares = sharesOf(ring);
  const yesOrNo = (value: boolean) => (value ? t('yes') : t('no'));
  const unmeasured = t('ring.notMeasured');
  return (
    <ScrollArea label={t('ring.table')}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t('ring.member')}</th>
            <th scope="col">{t('ring.listed')}</th>
            <th scope="col">{t('ring.ready')}</th>
            <th scope="col">{t('ring.sees')}</th>
            <th scope="col">{t('ring.share')}</th>
          </tr>
        </thead>
        <tbody>
          {ring.members.map((member, index) => {
            const share = shares[index];
            return (
              <tr key={member.pod}>
                <th scope="row">{member.pod}</th>
                <td>{yesOrNo(member.listed)}</td>
                <td>{yesOrNo(member.ready)}</td>
                <td>{member.sees ?? unmeasured}</td>
                <td>{share === undefined ? unmeasured : `${Math.round(share * 100)} %`}</td>
              </tr>
            );
          })}
          {ring.strangers.map(address => (
            <tr key={address}>
              <th scope="row">{address}</th>
              <td colSpan={4}>{t('ring.stranger')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollArea>
  );
}

function inWords(member: RingMemberFact, ring: RingFact, { t }: Words) {
  const sees =
    member.sees === undefined
      ? t('ring.notMeasured')
      : `${t('ring.sees')} ${member.sees}/${ring.members.length}`;
  return `${member.pod}, ${t('ring.listed')}: ${member.listed ? t('yes') : t('no')}, ${sees}`;
}

function anchorOf(x: number) {
  if (standsInTheMiddle(x)) return 'middle';
  return x > 0 ? 'start' : 'end';
}

function labelOf({ pod }: RingMemberFact, members: RingMemberFact[], share?: number) {
  const name = shortName(pod, members);
  return share === undefined ? name : `${name} ${Math.round(share * 100)} %`;
}

/** Pods of one workload share the beginning of their names; the end tells them apart. */
function shortName(pod: string, members: RingMemberFact[]) {
  const end = pod.split('-').at(-1) ?? pod;
  const unique = members.filter(each => each.pod.endsWith(`-${end}`)).length === 1;
  return unique ? end : pod;
}
