import { HeaderIconLinkRow } from '@backstage/core-components';
import { InstanceCard } from '../components/InstanceCard/InstanceCard';
import { useIconLinks } from '../deeds';

/** The card with links to the templates, for which the older system has no place in the card beside it. */
export function LegacyInstanceCard() {
  return <InstanceCard subheader={<HeaderIconLinkRow links={useIconLinks()} />} />;
}
