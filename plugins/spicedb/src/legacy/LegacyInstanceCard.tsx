import { HeaderIconLinkRow } from '@backstage/core-components';
import { InstanceCard } from '../components/InstanceCard/InstanceCard';
import { useIconLinks } from '../deeds';

/** The card with links to the templates, for which the older system has no place in the card beside it. */
export function LegacyInstanceCard() {
  const links = useIconLinks().map(({ deed, ...link }) => link);
  return <InstanceCard subheader={<HeaderIconLinkRow links={links} />} />;
}
