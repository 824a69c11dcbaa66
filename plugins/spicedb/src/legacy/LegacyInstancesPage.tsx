import { Header, Page } from '@backstage/core-components';
import { InstancesPage } from '../components/InstancesPage/InstancesPage';
import { useWords } from '../words/useWords';

/** The older frontend system leaves a page's header to the page. */
export function LegacyInstancesPage() {
  const { t } = useWords();
  return (
    <Page themeId="tool">
      <Header title={t('list.title')} />
      <InstancesPage />
    </Page>
  );
}
