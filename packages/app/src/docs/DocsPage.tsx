import {
  Content,
  EmptyState,
  Link,
  MarkdownContent,
  Progress,
  ResponseErrorPanel,
} from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import { useEffect, useMemo, useState } from 'react';
import { useParams } from 'react-router-dom';
import { groupsOf, pathOf, resolveLink, routeOf, type DocsLibrary } from './DocsLibrary';

const useStyles = makeStyles(theme => ({
  layout: {
    display: 'grid',
    gridTemplateColumns: '220px minmax(0, 1fr)',
    gap: theme.spacing(4),
    [theme.breakpoints.down('sm')]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  contents: {
    fontSize: 14,
    [theme.breakpoints.up('md')]: {
      position: 'sticky',
      top: 0,
      alignSelf: 'start',
      maxHeight: 'calc(100vh - 120px)',
      overflowY: 'auto',
    },
    '& h2': {
      fontSize: 13,
      margin: theme.spacing(2, 0, 0.5),
      color: theme.palette.text.secondary,
    },
    '& ul': { listStyle: 'none', margin: 0, padding: 0 },
    '& li': { padding: '3px 0' },
    '& [aria-current]': { fontWeight: 700, color: theme.palette.text.primary },
  },
  page: {
    maxWidth: 820,
    lineHeight: 1.6,
    '& h1': { marginTop: 0, fontSize: 30 },
    '& h2': { fontSize: 21 },
    '& h3': { fontSize: 17 },
    '& td': { lineHeight: 1.4, padding: theme.spacing(1) },
    '& pre, & table': { overflowX: 'auto', maxWidth: '100%' },
    '& img': { maxWidth: '100%' },
  },
}));

type Loaded = { path: string; text: string } | { path: string; error: Error } | undefined;

export function DocsPage({ library }: { library: DocsLibrary }) {
  const classes = useStyles();
  const route = useParams()['*'] ?? '';
  const path = pathOf(library, route);
  const groups = useMemo(() => groupsOf(library), [library]);
  const [loaded, setLoaded] = useState<Loaded>();

  useEffect(() => {
    if (!path) return undefined;
    let wanted = true;
    library.read(path).then(
      text => wanted && setLoaded({ path, text }),
      error => wanted && setLoaded({ path, error }),
    );
    return () => {
      wanted = false;
    };
  }, [library, path]);

  return (
    <main>
      <Content>
        <div className={classes.layout}>
          <nav className={classes.contents} aria-label="Docs">
            {groups.map(group => (
              <section key={group.title}>
                {group.title && <h2>{group.title}</h2>}
                <ul>
                  {group.pages.map(page => (
                    <li key={page.route}>
                      <Link to={`/docs/${page.route}`} aria-current={page.path === path ? 'page' : undefined}>
                        {page.title}
                      </Link>
                    </li>
                  ))}
                </ul>
              </section>
            ))}
          </nav>
          <article className={classes.page}>
            <Page library={library} path={path} loaded={loaded} route={route} />
          </article>
        </div>
      </Content>
    </main>
  );
}

function Page(props: { library: DocsLibrary; path?: string; route: string; loaded: Loaded }) {
  const { library, path, route, loaded } = props;
  if (!path) {
    return (
      <EmptyState
        missing="content"
        title={`There is no page "${route}"`}
        description="The list of pages shows what there is."
      />
    );
  }
  if (loaded?.path !== path) return <Progress />;
  if ('error' in loaded) return <ResponseErrorPanel error={loaded.error} />;
  return (
    <MarkdownContent
      content={loaded.text}
      transformLinkUri={href => {
        const target = resolveLink(path, href);
        if (!target) return href;
        const fragment = target.fragment ? `#${target.fragment}` : '';
        return target.path.endsWith('.md') ? `/docs/${routeOf(target.path)}${fragment}` : href;
      }}
      transformImageUri={href => {
        const target = resolveLink(path, href);
        return target && library.paths.includes(target.path) ? library.addressOf(target.path) : href;
      }}
    />
  );
}
