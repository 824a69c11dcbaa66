import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen } from '@testing-library/react';
import { Route, Routes } from 'react-router-dom';
import type { DocsLibrary } from './DocsLibrary';
import { DocsPage } from './DocsPage';

const pages: Record<string, string> = {
  'index.md': '# Start here\n\nRead [the finding](findings/M104.md#cause) or [a site](https://example.com).',
  'findings/index.md': '# Findings',
  'findings/M104.md':
    '# The database refused the password\n\n![ring](../pictures/ring.svg)\n\n[back](../index.md)',
};
const library: DocsLibrary = {
  paths: [...Object.keys(pages), 'pictures/ring.svg'],
  read: async path => pages[path],
  addressOf: path => `/static/${path}`,
};

const open = (address: string) =>
  renderInTestApp(
    <Routes>
      <Route path="/docs/*" element={<DocsPage library={library} />} />
    </Routes>,
    { initialRouteEntries: [address] },
  );

describe('the docs', () => {
  it('begin with their index, beside the list of all pages', async () => {
    open('/docs');
    expect(await screen.findByRole('heading', { name: 'Start here' })).toBeInTheDocument();
    expect(screen.getAllByRole('link').map(each => each.getAttribute('href'))).toEqual([
      '/docs/',
      '/docs/findings',
      '/docs/findings/M104',
      '/docs/findings/M104#cause',
      'https://example.com',
    ]);
  });

  it('have an address for each finding', async () => {
    open('/docs/findings/M104');
    expect(
      await screen.findByRole('heading', { name: 'The database refused the password' }),
    ).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'M104' })).toHaveAttribute('aria-current', 'page');
    expect(screen.getByRole('link', { name: 'back' })).toHaveAttribute('href', '/docs/');
    expect(screen.getByRole('img', { name: 'ring' })).toHaveAttribute('src', '/static/pictures/ring.svg');
  });

  it('say when there is no such page', async () => {
    open('/docs/findings/Z999');
    expect(await screen.findByText('There is no page "findings/Z999"')).toBeInTheDocument();
  });

  it('say when a page could not be loaded', async () => {
    library.read = async () => {
      throw new Error('the portal answered 503');
    };
    open('/docs');
    expect(await screen.findAllByText(/the portal answered 503/)).not.toHaveLength(0);
  });
});
