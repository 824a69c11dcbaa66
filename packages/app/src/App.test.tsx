import { render, screen } from '@testing-library/react';
import app from './App';

const config = (replay: boolean) => ({
  NODE_ENV: 'test',
  APP_CONFIG: [
    {
      context: 'test',
      data: {
        app: { title: 'SpiceDB portal', baseUrl: 'http://localhost' },
        backend: { baseUrl: 'http://localhost' },
        spicedb: { page: { replay } },
      },
    },
  ] as never,
});

describe('the portal', () => {
  const environment = process.env;
  const { fetch } = globalThis;
  afterEach(() => {
    process.env = environment;
    globalThis.fetch = fetch;
  });

  it('signs the guest in without a click and leads to the three doors', async () => {
    process.env = config(true);
    globalThis.fetch = async () =>
      new Response(
        JSON.stringify({
          profile: {},
          backstageIdentity: {
            token: `x.${btoa(JSON.stringify({ exp: 4_000_000_000 }))}.x`,
            identity: {
              type: 'user',
              userEntityRef: 'user:default/guest',
              ownershipEntityRefs: [],
            },
          },
        }),
        { headers: { 'content-type': 'application/json' } },
      );
    render(app.createRoot());
    expect(
      await screen.findByRole('link', { name: /Create an instance/ }, { timeout: 20_000 }),
    ).toHaveAttribute('href', '/create/templates/default/create-spicedb-instance');
    expect(screen.getByRole('link', { name: /The instances/ })).toHaveAttribute('href', '/spicedb');
    expect(screen.getByRole('link', { name: /The docs/ })).toHaveAttribute('href', '/docs');
    expect(screen.getByText('replay of a recorded cluster')).toBeInTheDocument();
  }, 30_000);
});
