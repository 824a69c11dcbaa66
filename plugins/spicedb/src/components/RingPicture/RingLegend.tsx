import type { RingFact } from '@spicedb-portal/backstage-plugin-spicedb-common';
import { makeStyles, useTheme } from '@material-ui/core/styles';
import type { ReactElement } from 'react';
import { useWords } from '../../words/useWords';
import { colorOf, quietColor } from '../state/StateMark';
import { arcAround, isWhole, sharesOf } from './geometry';

const useStyles = makeStyles(theme => ({
  legend: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0.5, 2),
    listStyle: 'none',
    margin: theme.spacing(1.5, 0, 0),
    padding: 0,
    fontSize: 12,
    lineHeight: '18px',
    color: quietColor(theme),
    '& li': { display: 'flex', alignItems: 'center', gap: theme.spacing(0.75) },
    '& svg': { flex: 'none' },
  },
}));

/** What the signs of a picture mean; only of those that occur in it. */
export function RingLegend({ ring }: { ring: RingFact }) {
  const classes = useStyles();
  const { t } = useWords();
  const theme = useTheme();
  const { members, strangers, measured } = ring;
  const [calm, trouble, ok] = [
    colorOf(theme, 'progressing'),
    colorOf(theme, 'degraded'),
    colorOf(theme, 'ok'),
  ];
  const pairs = members.flatMap((_, a) =>
    members.slice(a + 1).map((__, rest) => isWhole(ring, a, a + 1 + rest)),
  );
  const line = (stroke: string, strokeDasharray?: string) => (
    <line x1={1} x2={25} y1={8} y2={8} stroke={stroke} strokeWidth={1.5} strokeDasharray={strokeDasharray} />
  );
  const dot = (stroke: string, fill: string, strokeDasharray?: string) => (
    <circle
      cx={13}
      cy={8}
      r={6}
      stroke={stroke}
      fill={fill}
      strokeWidth={1.5}
      strokeDasharray={strokeDasharray}
    />
  );
  const entries: { word: string; sign: ReactElement; occurs: boolean }[] = [
    {
      word: t('ring.legendListed'),
      sign: dot(ok, ok),
      occurs: members.some(({ listed, ready }) => listed && ready),
    },
    {
      word: t('ring.legendNotReady'),
      sign: dot(trouble, trouble),
      occurs: members.some(({ listed, ready }) => listed && !ready),
    },
    {
      word: t('ring.legendNotListed'),
      sign: dot(trouble, 'none'),
      occurs: members.some(({ listed }) => !listed),
    },
    { word: t('ring.stranger'), sign: dot(trouble, 'none', '3 3'), occurs: strangers.length > 0 },
    { word: t('ring.legendWhole'), sign: line(calm), occurs: pairs.includes(true) },
    { word: t('ring.legendBroken'), sign: line(trouble, '5 5'), occurs: pairs.includes(false) },
    {
      word: t('ring.share'),
      sign: (
        <path
          d={arcAround(-Math.PI / 2, 1.6, 16)}
          transform="translate(13 23)"
          fill="none"
          stroke={calm}
          strokeWidth={4}
          strokeOpacity={0.55}
        />
      ),
      occurs: sharesOf(ring).some(Boolean),
    },
  ];
  return (
    <ul className={classes.legend}>
      {entries
        .filter(({ occurs }) => occurs)
        .map(({ word, sign }) => (
          <li key={word}>
            <svg width={26} height={16} aria-hidden>
              {sign}
            </svg>
            {word}
          </li>
        ))}
      <li>{t('ring.measured', { measured: String(measured), size: String(members.length) })}</li>
    </ul>
  );
}
