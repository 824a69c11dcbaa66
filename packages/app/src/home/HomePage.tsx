import { Content, Link, Page } from '@backstage/core-components';
import { configApiRef, useApi } from '@backstage/frontend-plugin-api';
import Paper from '@material-ui/core/Paper';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import AddCircleOutlineIcon from '@material-ui/icons/AddCircleOutline';
import ArrowForwardIcon from '@material-ui/icons/ArrowForward';
import DescriptionIcon from '@material-ui/icons/DescriptionOutlined';
import DonutLargeIcon from '@material-ui/icons/DonutLarge';
import type { ReactElement } from 'react';

const useStyles = makeStyles(theme => ({
  page: { maxWidth: 1040, margin: '0 auto', paddingTop: theme.spacing(6) },
  lines: {
    margin: theme.spacing(2, 0, 5),
    maxWidth: 720,
    fontSize: 17,
    lineHeight: 1.6,
    '& p': { margin: 0 },
  },
  doors: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(260px, 1fr))',
    gap: theme.spacing(2),
    listStyle: 'none',
    padding: 0,
    margin: 0,
  },
  door: {
    display: 'block',
    height: '100%',
    padding: theme.spacing(2.5),
    color: 'inherit',
    '&:hover $more, &:focus-visible $more': { transform: 'translateX(4px)' },
  },
  title: {
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    fontSize: 18,
    fontWeight: 600,
    marginBottom: theme.spacing(1),
  },
  more: {
    marginLeft: 'auto',
    fontSize: 18,
    transition: 'transform 120ms',
    '@media (prefers-reduced-motion: reduce)': { transition: 'none' },
  },
}));

function Door(props: { to: string; icon: ReactElement; title: string; text: string }) {
  const classes = useStyles();
  return (
    <li>
      <Paper style={{ height: '100%' }}>
        <Link to={props.to} underline="none" className={classes.door}>
          <span className={classes.title}>
            {props.icon}
            {props.title}
            <ArrowForwardIcon className={classes.more} aria-hidden />
          </span>
          <Typography component="span" color="textSecondary">
            {props.text}
          </Typography>
        </Link>
      </Paper>
    </li>
  );
}

export function HomePage() {
  const classes = useStyles();
  const template =
    useApi(configApiRef).getOptionalString('spicedb.page.templates.create') ??
    'default/create-spicedb-instance';
  return (
    <Page themeId="home">
      <Content>
        <div className={classes.page}>
          <Typography variant="h3" component="h1">
            SpiceDB, as a service of your portal
          </Typography>
          <div className={classes.lines}>
            <p>Answer a few questions and get a SpiceDB instance as files in Git.</p>
            <p>Argo CD delivers it: migration first, then pods, then the dispatch ring.</p>
            <p>One page follows it all the way, and says what to do where it stops.</p>
          </div>
          <ul className={classes.doors}>
            <Door
              to={`/create/templates/${template}`}
              icon={<AddCircleOutlineIcon aria-hidden />}
              title="Create an instance"
              text="A name, an environment and a datastore are enough to begin."
            />
            <Door
              to="/spicedb"
              icon={<DonutLargeIcon aria-hidden />}
              title="The instances"
              text="Every instance with its state, version, owner and environment."
            />
            <Door
              to="/docs"
              icon={<DescriptionIcon aria-hidden />}
              title="The docs"
              text="Guides, architecture, security, and a page for every finding."
            />
          </ul>
        </div>
      </Content>
    </Page>
  );
}
