import type { PodFact } from '@spicedb-portal/backstage-plugin-spicedb-common';
import { memo } from 'react';
import { Since } from '../../words/Age';
import { useWords, type Words } from '../../words/useWords';
import { LineIcon } from '../state/LineIcon';
import { StateMark } from '../state/StateMark';

const linesOfText = 'M4 6h16M4 10h16M4 14h16M4 18h10';

/**
 * One pod of many. Of plain elements, and drawn anew only when this pod has changed: a table of
 * hundreds is otherwise most of what the page takes.
 */
export const PodRow = memo(function RowOfPod(props: {
  pod: PodFact;
  classes: Record<'name' | 'quiet' | 'ready' | 'logs', string>;
  onOpenLog(pod: string): void;
}) {
  const { pod, classes, onOpenLog } = props;
  const { t } = useWords();
  const logLabel = t('pods.logsOf', { pod: pod.name });
  return (
    <tr>
      <th scope="row" className={classes.name}>
        {pod.name}
        {notesOn(pod, t).map(note => (
          <div key={note} className={classes.quiet}>
            {note}
          </div>
        ))}
      </th>
      <td>{pod.version}</td>
      <td>
        <span className={classes.ready}>
          <StateMark state={pod.ready ? 'ok' : 'degraded'} size="small" />
          {pod.ready ? t('pods.isReady') : t('pods.isNotReady')}
        </span>
      </td>
      <td>{pod.restarts}</td>
      <td>{[pod.node, pod.zone].filter(Boolean).join(', ')}</td>
      <td>{pod.startedAt !== undefined && <Since at={pod.startedAt} />}</td>
      <td>
        <button
          type="button"
          className={classes.logs}
          aria-label={logLabel}
          title={logLabel}
          onClick={() => onOpenLog(pod.name)}
        >
          <LineIcon path={linesOfText} size="small" />
        </button>
      </td>
    </tr>
  );
});

function notesOn(pod: PodFact, t: Words['t']) {
  const { lastExit } = pod;
  const exit =
    lastExit && t('pods.lastExit', { code: [lastExit.code, lastExit.reason].filter(Boolean).join(', ') });
  return [pod.why, exit, pod.current === false ? t('pods.old') : undefined].filter((note): note is string =>
    Boolean(note),
  );
}
