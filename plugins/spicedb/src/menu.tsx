import { configApiRef, useApi } from '@backstage/core-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { EntityContextMenuItemBlueprint } from '@backstage/plugin-catalog-react/alpha';
import DeleteOutlineIcon from '@material-ui/icons/DeleteOutline';
import TuneIcon from '@material-ui/icons/Tune';
import VpnKeyIcon from '@material-ui/icons/VpnKey';
import { isSpicedbInstance } from './legacy/isSpicedbInstance';
import { formOf, type Deed } from './data/templates';
import { useWords } from './words/useWords';

function useForm(deed: Exclude<Deed, 'create'>) {
  const { t } = useWords();
  const config = useApi(configApiRef);
  const { entity } = useEntity();
  return { title: t(`menu.${deed}`), href: formOf(config, deed, { entity }) };
}

/** What can be done to an instance, in the menu of its entity's page. */
export const menuItems = [
  EntityContextMenuItemBlueprint.make({
    name: 'update',
    params: {
      icon: <TuneIcon fontSize="inherit" />,
      filter: isSpicedbInstance,
      useProps: () => useForm('update'),
    },
  }),
  EntityContextMenuItemBlueprint.make({
    name: 'rotate-key',
    params: {
      icon: <VpnKeyIcon fontSize="inherit" />,
      filter: isSpicedbInstance,
      useProps: () => useForm('rotateKey'),
    },
  }),
  EntityContextMenuItemBlueprint.make({
    name: 'remove',
    params: {
      icon: <DeleteOutlineIcon fontSize="inherit" />,
      filter: isSpicedbInstance,
      useProps: () => useForm('remove'),
    },
  }),
];
