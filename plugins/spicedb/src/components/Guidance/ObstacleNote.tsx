import { annotations } from '@spicedb-portal/backstage-plugin-spicedb-common';
import Typography from '@material-ui/core/Typography';
import type { Obstacle } from '../../data/obstacle';
import { useWords, type Words } from '../../words/useWords';
import { Panel } from '../state/Panel';

/** What stands in the way of seeing anything, and who can remove it. */
export function ObstacleNote({ obstacle }: { obstacle: Obstacle }) {
  const { title, text } = inWords(obstacle, useWords());
  return (
    <Panel title={title}>
      <Typography>{text}</Typography>
    </Panel>
  );
}

function inWords(obstacle: Obstacle, { t }: Words) {
  switch (obstacle.kind) {
    case 'portalRefused':
      return {
        title: t('guide.portalRefused.title'),
        text: t('guide.portalRefused.text', { permission: obstacle.permission }),
      };
    case 'unauthenticated':
      return {
        title: t('guide.unauthenticated.title', { cluster: obstacle.cluster }),
        text: t('guide.unauthenticated.text'),
      };
    default:
      return {
        title: t('guide.noCluster.title', { cluster: obstacle.cluster }),
        text: t('guide.noCluster.text', { annotation: annotations.cluster }),
      };
  }
}
