import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { Stage } from '@spicedb-portal/backstage-plugin-spicedb-common';
import { stageName, useWords } from '../../words/useWords';
import { Panel } from './Panel';
import { quietColor } from './StateMark';

const useStyles = makeStyles(theme => ({ quiet: { fontSize: 14, color: quietColor(theme) } }));

/** In the place of a panel that has nothing to show: there is nothing, or nothing could be seen. */
export function NothingSeen(props: { title: string; words: string; stage?: Stage }) {
  const { title, words: nothing, stage } = props;
  const classes = useStyles();
  const words = useWords();
  return (
    <Panel title={title}>
      <Typography className={classes.quiet}>
        {stage?.state === 'unknown'
          ? words.t('panel.unseen', { stage: stageName(words, stage.id) })
          : nothing}
      </Typography>
    </Panel>
  );
}
