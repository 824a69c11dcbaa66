import { PageBlueprint, createFrontendPlugin, createRouteRef } from '@backstage/frontend-plugin-api';
import DescriptionIcon from '@material-ui/icons/Description';

const rootRouteRef = createRouteRef();

/**
 * The repository's own Markdown, without a generator: a newcomer's machine
 * has no Python, which the usual documentation plugin needs.
 */
const docsPage = PageBlueprint.make({
  params: {
    path: '/docs',
    routeRef: rootRouteRef,
    title: 'Docs',
    icon: <DescriptionIcon fontSize="inherit" />,
    loader: async () => {
      const [{ DocsPage }, { repositoryDocs }] = await Promise.all([
        import('./DocsPage'),
        import('./repositoryDocs'),
      ]);
      return <DocsPage library={repositoryDocs} />;
    },
  },
});

export const docsPlugin = createFrontendPlugin({
  pluginId: 'docs',
  title: 'Docs',
  extensions: [docsPage],
  routes: { root: rootRouteRef },
});
