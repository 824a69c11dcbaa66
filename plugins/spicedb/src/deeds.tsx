import { configApiRef, useApi } from '@backstage/core-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import {
  EntityContextMenuItemBlueprint,
  EntityIconLinkBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import DeleteOutlineIcon from '@material-ui/icons/DeleteOutline';
import TuneIcon from '@material-ui/icons/Tune';
import VpnKeyIcon from '@material-ui/icons/VpnKey';
import { isSpicedbInstance } from './legacy/isSpicedbInstance';
import { formOf, type Deed } from './data/templates';
import { useWords } from './words/useWords';

type DeedToInstance = Exclude<Deed, 'create'>;

const deeds: { deed: DeedToInstance; Icon: typeof TuneIcon }[] = [
  { deed: 'update', Icon: TuneIcon },
  { deed: 'rotateKey', Icon: VpnKeyIcon },
  { deed: 'remove', Icon: DeleteOutlineIcon },
];

/** What is done often stands beside the facts of an instance; to remove it, one has to look for it. */
type OftenDone = Exclude<DeedToInstance, 'remove'>;

function useForms() {
  const config = useApi(configApiRef);
  const { entity } = useEntity();
  return (deed: DeedToInstance) => formOf(config, deed, { entity });
}

/** What can be done to an instance, as entries of a menu. */
export function useMenuEntries() {
  const { t } = useWords();
  const formFor = useForms();
  return deeds.map(({ deed, Icon }) => ({ deed, title: t(`menu.${deed}`), Icon, href: formFor(deed) }));
}

/** What is often done to an instance, as icons with a word each. */
export function useIconLinks() {
  const { t } = useWords();
  const formFor = useForms();
  return deeds.flatMap(({ deed, Icon }) =>
    deed === 'remove'
      ? []
      : [{ deed, label: t(`link.${deed}`), title: t(`menu.${deed}`), icon: <Icon />, href: formFor(deed) }],
  );
}

function menuItem<Name extends string>(name: Name, which: DeedToInstance) {
  const { Icon } = deeds.find(({ deed }) => deed === which)!;
  return EntityContextMenuItemBlueprint.make({
    name,
    params: {
      icon: <Icon fontSize="inherit" />,
      filter: isSpicedbInstance,
      useProps: () => {
        const { title, href } = useMenuEntries().find(({ deed }) => deed === which)!;
        return { title, href };
      },
    },
  });
}

function iconLink<Name extends string>(name: Name, which: OftenDone) {
  return EntityIconLinkBlueprint.make({
    name,
    params: {
      filter: isSpicedbInstance,
      useProps: () => {
        const { deed, ...props } = useIconLinks().find(each => each.deed === which)!;
        return props;
      },
    },
  });
}

export const deedExtensions = [
  menuItem('update', 'update'),
  menuItem('rotate-key', 'rotateKey'),
  menuItem('remove', 'remove'),
  iconLink('update', 'update'),
  iconLink('rotate-key', 'rotateKey'),
];
