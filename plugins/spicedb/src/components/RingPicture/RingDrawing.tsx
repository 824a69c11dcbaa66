import type { RingFact, RingMemberFact } from '@spicedb-portal/backstage-plugin-spicedb-common';
import { makeStyles, useTheme } from '@material-ui/core/styles';
import { useWords, type Words } from '../../words/useWords';
import { colorOf } from '../state/StateMark';
import {
  arcAround,
  arcRadius,
  extentOf,
  isWhole,
  labelReach,
  placeOnCircle,
  sharesOf,
  standsInTheMiddle,
  type Spot,
} from './geometry';

const useStyles = makeStyles({
  picture: { display: 'block', width: '100%', maxWidth: 340, margin: '0 auto' },
  work: {
    strokeDasharray: '0.1 9.9',
    strokeLinecap: 'round',
    // Twice, when it appears: to move on for ever would draw the page anew sixty times a second.
    animation: '$flow 1.6s linear 2',
    '@media (prefers-reduced-motion: reduce)': { animation: 'none' },
  },
  '@keyframes flow': { to: { strokeDashoffset: -20 } },
});

/** The members on a circle, a line between two that see each other, and an arc for the share of the work. */
export function RingDrawing({ ring }: { ring: RingFact }) {
  const classes = useStyles();
  const words = useWords();
  const theme = useTheme();
  const { members, strangers } = ring;
  const spots = placeOnCircle(members.length + strangers.length, 70);
  const shares = sharesOf(ring);
  const labels = [...members.map((member, index) => labelOf(member, members, shares[index])), ...strangers];
  const { left, top, width, height } = extentOf(spots, labels, shares.some(Boolean));
  const calm = colorOf(theme, 'progressing');
  const trouble = colorOf(theme, 'degraded');
  const stateOf = (member: RingMemberFact) =>
    member.listed && member.ready ? colorOf(theme, 'ok') : trouble;
  return (
    <svg
      className={classes.picture}
      viewBox={`${left} ${top} ${width} ${height}`}
      role="img"
      aria-label={words.t('ring.picture', {
        size: String(members.length),
        members: members.map(each => inWords(each, ring, words)).join('; '),
      })}
    >
      {members.flatMap((from, a) =>
        members.slice(a + 1).map((to, rest) => {
          const b = a + 1 + rest;
          const whole = isWhole(ring, a, b);
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
                d={arcAround(angle, share * 2 * Math.PI * 0.94, arcRadius)}
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
