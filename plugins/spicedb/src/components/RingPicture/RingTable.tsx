import type { RingFact } from '@spicedb-portal/backstage-plugin-spicedb-common';
import { makeStyles } from '@material-ui/core/styles';
import { useMemo } from 'react';
import { useWords } from '../../words/useWords';
import { ScrollArea } from '../state/ScrollArea';
import { quietColor } from '../state/StateMark';
import { useFew } from '../state/useFew';
import { seesWholeRing, sharesOf } from './geometry';

const useStyles = makeStyles(theme => ({
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

/** The ring for those who do not see pictures, and for rings that are too large for one. */
export function RingTable({ ring }: { ring: RingFact }) {
  const classes = useStyles();
  const { t } = useWords();
  const rows = useMemo(() => worstFirst(ring), [ring]);
  const { few, more } = useFew(rows);
  const yesOrNo = (value: boolean) => (value ? t('yes') : t('no'));
  const unmeasured = t('ring.notMeasured');
  return (
    <>
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
            {ring.strangers.map(address => (
              <tr key={address}>
                <th scope="row">{address}</th>
                <td colSpan={4}>{t('ring.stranger')}</td>
              </tr>
            ))}
            {few.map(({ member, share }) => (
              <tr key={member.pod}>
                <th scope="row">{member.pod}</th>
                <td>{yesOrNo(member.listed)}</td>
                <td>{yesOrNo(member.ready)}</td>
                <td>{member.sees ?? unmeasured}</td>
                <td>{share === undefined ? unmeasured : `${Math.round(share * 100)} %`}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollArea>
      {more}
    </>
  );
}

/** Who looks for trouble among hundreds finds it on top. */
function worstFirst(ring: RingFact) {
  const shares = sharesOf(ring);
  return ring.members
    .map((member, index) => ({
      member,
      share: shares[index],
      isWell: member.listed && member.ready && seesWholeRing(ring, index) !== false,
    }))
    .sort((a, b) => Number(a.isWell) - Number(b.isWell));
}
