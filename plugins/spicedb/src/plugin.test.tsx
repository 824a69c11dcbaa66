import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import {
  EntityContentBlueprint,
  EntityContextMenuItemBlueprint,
  EntityIconLinkBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { createExtensionTester, renderTestApp } from '@backstage/frontend-test-utils';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { entity, smallCluster } from '../dev/fixtures/cluster';
import { clusterProxyApiRef, type ClusterProxy } from './data/ClusterProxy';
import { status } from './data/fakeCluster';
import plugin from './index';

type Shown = 'entity-content:spicedb' | 'entity-card:spicedb';

const page = (extension: Shown, proxy: ClusterProxy, shown: object = entity) =>
  renderTestApp({
    extensions: [createTestEntityPage({ entity: shown as typeof entity }), plugin.getExtension(extension)],
    apis: [[clusterProxyApiRef, proxy]],
  });

const tab: Shown = 'entity-content:spicedb';

describe('the tab of an instance', () => {
  it('says that it is well, and how to connect', async () => {
    page(tab, smallCluster());
    expect(await screen.findByRole('status')).not.toHaveTextContent('Needs attention');
    const rail = await screen.findByRole('navigation', { name: 'Stages of the rollout' });
    expect(within(rail).getByRole('button', { name: /^Pods ok/ })).toBeInTheDocument();
    expect(await screen.findByText('checkout-authz.checkout.svc:50051')).toBeInTheDocument();
    expect(screen.getByText('checkout-authz-spicedb')).toBeInTheDocument();
  });

  it('opens a stage and closes it again', async () => {
    page(tab, smallCluster());
    const pods = await screen.findByRole('button', { name: /^Pods ok/ });
    await userEvent.click(pods);
    expect(screen.getByRole('region', { name: 'What was found at Pods' })).toBeInTheDocument();
    await userEvent.click(pods);
    expect(screen.queryByRole('region', { name: /What was found/ })).not.toBeInTheDocument();
  });

  it('opens the worst stage by itself', async () => {
    page(tab, smallCluster({ ready: false }));
    expect(await screen.findByRole('region', { name: 'What was found at Pods' })).toBeInTheDocument();
    expect(await screen.findByRole('row', { name: /checkout-authz-abc-12345/ })).toHaveTextContent('no');
  });

  it('names the annotations that are missing, with an example to copy', async () => {
    page(tab, smallCluster(), { ...entity, metadata: { name: 'bare' } });
    expect(await screen.findByText('This entity does not say where its instance runs')).toBeInTheDocument();
    for (const name of ['kubernetes-id', 'kubernetes-namespace', 'spicedb-portal.io/cluster']) {
      expect(document.body).toHaveTextContent(name);
    }
  });

  it('says who can help where the portal does not let the reader look', async () => {
    const refused = smallCluster().answer(
      /./,
      () => new Response('{"error":{"name":"NotAllowedError"}}', { status: 403 }),
    );
    page(tab, refused);
    expect(await screen.findByText('You are not allowed to look into clusters')).toBeInTheDocument();
    expect(
      screen.getByText(/asks for the permission kubernetes.proxy, which your account/),
    ).toBeInTheDocument();
  });

  it('says that the portal does not know the cluster', async () => {
    const proxy: ClusterProxy = {
      proxy: async () => {
        throw Object.assign(new Error('Cluster eu-1 not found'), { name: 'NotFoundError' });
      },
    };
    page(tab, proxy);
    expect(await screen.findByText('The portal does not know the cluster eu-1')).toBeInTheDocument();
  });

  it('still draws the rest where one right is missing', async () => {
    page(
      tab,
      smallCluster().answer(/\/jobs\?/, () => status(403, 'Forbidden')),
    );
    expect(await screen.findByRole('button', { name: /^Pods ok/ })).toBeInTheDocument();
  });
});

describe('the card of an instance', () => {
  it('is a sentence and five marks that are words to a screen reader', async () => {
    page('entity-card:spicedb', smallCluster());
    expect(await screen.findByText('Pods: ok')).toBeInTheDocument();
    expect(screen.getAllByText(/^(Git|Argo CD|Migration|Pods|Dispatch): /)).toHaveLength(5);
    expect(screen.getByText('Version v1.56.0')).toBeInTheDocument();
    expect(screen.getByRole('link', { name: /Open/ })).toBeInTheDocument();
  });
});

it.each<Shown>([tab, 'entity-card:spicedb'])('%s belongs to instances only', extension => {
  const isFor = createExtensionTester(plugin.getExtension(extension)).get(
    EntityContentBlueprint.dataRefs.filterFunction,
  )!;
  expect(isFor(entity)).toBe(true);
  expect(isFor({ ...entity, spec: { type: 'database' } })).toBe(false);
  expect(isFor({ ...entity, kind: 'Component' })).toBe(false);
});

it('offers what can be done to an instance in the menu of its page', () => {
  for (const name of ['update', 'rotate-key', 'remove'] as const) {
    const isFor = createExtensionTester(plugin.getExtension(`entity-context-menu-item:spicedb/${name}`)).get(
      EntityContextMenuItemBlueprint.dataRefs.filterFunction,
    )!;
    expect(isFor(entity)).toBe(true);
    expect(isFor({ ...entity, kind: 'Component' })).toBe(false);
  }
});

it('offers what is often done to an instance as icons beside its facts', () => {
  for (const name of ['update', 'rotate-key'] as const) {
    const isFor = createExtensionTester(plugin.getExtension(`entity-icon-link:spicedb/${name}`)).get(
      EntityIconLinkBlueprint.dataRefs.filterFunction,
    )!;
    expect(isFor(entity)).toBe(true);
    expect(isFor({ ...entity, kind: 'Component' })).toBe(false);
  }
});
