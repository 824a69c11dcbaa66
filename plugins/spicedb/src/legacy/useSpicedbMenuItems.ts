import type { IconComponent } from '@backstage/core-plugin-api';
import { useNavigate } from 'react-router-dom';
import { useMenuEntries } from '../deeds';

/**
 * An entry of the menu of an entity's page, as `EntityLayout` takes it.
 *
 * @public
 */
export interface SpicedbMenuItem {
  title: string;
  Icon: IconComponent;
  onClick(): void;
}

/**
 * What can be done to the instance that a page is about, for `UNSTABLE_extraContextMenuItems` of its
 * `EntityLayout`.
 *
 * @public
 */
export function useSpicedbMenuItems(): SpicedbMenuItem[] {
  const navigate = useNavigate();
  return useMenuEntries().map(({ title, Icon, href }) => ({
    title,
    Icon: Icon as IconComponent,
    onClick: () => navigate(href),
  }));
}
