import { EntityAboutCard, EntityLayout, EntitySwitch } from '@backstage/plugin-catalog';
import {
  EntitySpicedbCard,
  EntitySpicedbContent,
  isSpicedbInstance,
  useSpicedbMenuItems,
} from '@spicedb-portal/backstage-plugin-spicedb/legacy';

const SpicedbInstancePage = () => (
  <EntityLayout UNSTABLE_extraContextMenuItems={useSpicedbMenuItems()}>
    <EntityLayout.Route path="/" title="Overview">
      <EntitySpicedbCard />
    </EntityLayout.Route>
    <EntityLayout.Route path="/spicedb" title="SpiceDB">
      <EntitySpicedbContent />
    </EntityLayout.Route>
  </EntityLayout>
);

export const entityPage = (
  <EntitySwitch>
    <EntitySwitch.Case if={isSpicedbInstance}>
      <SpicedbInstancePage />
    </EntitySwitch.Case>
    <EntitySwitch.Case>
      <EntityLayout>
        <EntityLayout.Route path="/" title="Overview">
          <EntityAboutCard />
        </EntityLayout.Route>
      </EntityLayout>
    </EntitySwitch.Case>
  </EntitySwitch>
);
