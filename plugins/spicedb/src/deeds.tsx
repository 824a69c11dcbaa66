import { configApiRef, useApi } from '@backstage/core-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import {
  EntityContextMenuItemBlueprint,
  EntityIconLinkBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import type { SvgIconComponent } from '@material-ui/icons';
import DeleteOutlineIcon from '@material-ui/icons/DeleteOutline';
import TuneIcon from '@material-ui/icons/Tune';
import VpnKeyIcon from '@material-ui/icons/VpnKey';
import { isSpicedbInstance } from './legacy/isSpicedbInstance';
import { formOf, type Deed } from './data/templates';
import { useWords } from './words/useWords';

type DeedToInstance = Exclude<Deed, 'create'>;

const deeds: { deed: DeedToInstance; name: string; Icon: SvgIconComponent }[] = [
  { deed: 'update', name: 'update', Icon: TuneIcon },
  { deed: 'rotateKey', name: 'rotate-key', Icon: VpnKeyIcon },
  { deed: 'remove', name: 'remove', Icon: DeleteOutlineIcon },
];

/** What is done often stands beside the facts of an instance; to remove it, one has to look for it. */
const beside = deeds.flatMap(({ deed, name, Icon }) => (deed === 'remove' ? [] : [{ deed, name, Icon }]));

function useForms() {
  const config = useApi(configApiRef);
  const { entity } = useEntity();
  return (deed: DeedToInstance) => formOf(config, deed, { entity });
}

/** What can be done to an instance, as entries of a menu. */
export function useMenuEntries() {
  const { t } = useWords();
  const formFor = useForms();
  return deeds.map(({ deed, Icon }) => ({ title: t(`menu.${deed}`), Icon, href: formFor(deed) }));
}

/** What is often done to an instance, as icons with a word each. */
export function useIconLinks() {
  const { t } = useWords();
  const formFor = useForms();
  return beside.map(({ deed, Icon }) => ({
    label: t(`link.${deed}`),
    title: t(`menu.${deed}`),
    icon: <Icon />,
    href: formFor(deed),
  }));
}

export const deedExtensions = [
  ...deeds.map(({ name, Icon }, index) =>
    EntityContextMenuItemBlueprint.make({
      name,
      params: {
        icon: <Icon fontSize="inherit" />,
        filter: isSpicedbInstance,
        useProps: () => {
          const { title, href } = useMenuEntries()[index];
          return { title, href };
        },
      },
    }),
  ),
  ...beside.map(({ name }, index) =>
    EntityIconLinkBlueprint.make({
      name,
      params: { filter: isSpicedbInstance, useProps: () => useIconLinks()[index] },
    }),
  ),
];
