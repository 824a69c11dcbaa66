import type { RingFact, Stage } from '@spicedb-portal/backstage-plugin-spicedb-common';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import { useState } from 'react';
import { useWords } from '../../words/useWords';
import { NothingSeen } from '../state/NothingSeen';
import { Panel } from '../state/Panel';
import { RingDrawing } from './RingDrawing';
import { RingLegend } from './RingLegend';
import { RingTable } from './RingTable';

/** A picture of more would be a knot of lines; the table has no such limit. */
const mostInPicture = 24;

const useStyles = makeStyles({ switch: { textTransform: 'none' } });

/** Who is in the ring, who sees whom, and who does the work. */
export function RingPicture({ ring, stage }: { ring?: RingFact; stage?: Stage }) {
  const classes = useStyles();
  const { t } = useWords();
  const [asTable, setAsTable] = useState(false);
  if (!ring || ring.members.length + ring.strangers.length === 0) {
    return <NothingSeen title={t('ring.title')} words={t('ring.none')} stage={stage} />;
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
          <RingDrawing ring={ring} />
          <RingLegend ring={ring} />
        </>
      )}
    </Panel>
  );
}
