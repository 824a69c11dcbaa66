import { renderInstance, parseInstance } from '@spicedb-portal/backstage-plugin-spicedb-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { portalOf, settingsOf } from '../__testUtils__/portal';
import { goOn, only, pagesOf, renderForm } from '../__testUtils__/renderForm';

const [purpose, datastore, reach, size, review] = pagesOf('create-spicedb-instance');
const identity = { name: 'orders', environment: 'production', engine: 'postgres' };

describe('name and environment', () => {
  const page = only(purpose, 'name', 'environment');

  it('are refused in words before the next page', async () => {
    await renderForm([page, review]);
    await userEvent.type(screen.getByLabelText(/^Name/), 'Orders');
    await userEvent.click(screen.getByRole('radio', { name: /^Development/ }));
    expect(screen.getByText('must be in small letters: "orders".')).toBeInTheDocument();
    await goOn();
    expect((await screen.findAllByText(/must be in small letters: "orders"/)).length).toBeGreaterThan(0);
    expect(screen.getByLabelText(/^Name/)).toBeInTheDocument();
  });

  it('say that a name is taken in the catalog', async () => {
    await renderForm([page, review], { catalog: ['orders'], formData: { environment: 'development' } });
    await userEvent.type(screen.getByLabelText(/^Name/), 'orders');
    await goOn();
    expect((await screen.findAllByText(/There is an instance "orders"/)).length).toBeGreaterThan(0);
  });

  it('are those of the configuration, each with its guard rails', async () => {
    const settings = settingsOf({
      environments: {
        moon: {
          title: 'The Moon',
          size: 'large',
          replicas: 5,
          tls: true,
          guards: { minReplicas: 4, tls: true },
        },
        production: {},
      },
    });
    await renderForm([page, review], { settings });
    expect(screen.getAllByRole('radio')).toHaveLength(2);
    expect(
      screen.getByRole('radio', {
        name: /^The Moon.*size large, 5 pods.*At least 4 pods.*TLS cannot be off/,
      }),
    ).toBeInTheDocument();
    expect(screen.getByRole('radio', { name: /^Production.*Not allowed: Memory/ })).toBeInTheDocument();
  });

  it('say what is wrong with the configuration in the place of a field', async () => {
    await renderForm([page, review], { settings: { repository: {} } });
    expect(screen.getAllByText(/spicedb.repository.url is missing/).length).toBeGreaterThan(0);
    expect(screen.queryByRole('radio')).not.toBeInTheDocument();
  });
});

describe('datastore, version and Secret', () => {
  it('offer no engine that the environment forbids', async () => {
    await renderForm([only(datastore, 'engine'), review], { formData: identity });
    const engine = screen.getByLabelText(/^Datastore/);
    expect(
      within(engine)
        .getAllByRole('option')
        .map(({ textContent }) => textContent),
    ).not.toContain('Memory');
  });

  it('refuse an engine that was chosen before the environment', async () => {
    await renderForm([only(datastore, 'engine'), review], { formData: { ...identity, engine: 'memory' } });
    await goOn();
    expect((await screen.findAllByText(/memory is not allowed in production/)).length).toBeGreaterThan(0);
  });

  it('group the versions by how good a choice they are, and say why', async () => {
    await renderForm([only(datastore, 'version'), review], {
      settings: settingsOf({
        versions: { allowed: ['v1.35.3', 'v1.52.0', 'v1.53.0', 'v1.56.0'], default: 'v1.52.0' },
      }),
      formData: { ...identity, engine: 'mysql' },
    });
    const picker = screen.getByLabelText('SpiceDB version');
    const groups = within(picker)
      .getAllByRole('group')
      .map(group => group.getAttribute('label'));
    expect(groups).toEqual(['Recommended', 'Newest', 'End of the line', 'Cannot be used']);
    expect(screen.getByText(/v1.52.0 is what the platform recommends/)).toBeInTheDocument();
    expect(within(picker).getByRole('option', { name: /v1.53.0/ })).toBeDisabled();
    await userEvent.selectOptions(picker, 'v1.35.3');
    expect(await screen.findByText(/only by way of v1.36.2, v1.38.0/)).toBeInTheDocument();
  });

  it('show the contract of the Secret, with the names that it would have', async () => {
    await renderForm([only(datastore, 'secret'), review], { formData: identity });
    expect(screen.getByText(/You make Secret orders-spicedb in namespace orders/)).toBeInTheDocument();
    for (const key of ['preshared_key', 'datastore_uri']) expect(screen.getByText(key)).toBeInTheDocument();
    await userEvent.click(screen.getByText('Its keys have other names'));
    await userEvent.type(screen.getByLabelText("Keys with the read replicas' URIs"), 'a_uri, b_uri');
    expect(await screen.findByText('b_uri')).toBeInTheDocument();
  });

  it.each([
    ['postgres://app:hunter2@db.example.org/spicedb', 'is an address with a password in it.'],
    ['b6589fc6ab0dc82cf12099d1c2d40ab994e8410c', 'looks like a key or password.'],
  ])('refuse %s at once, and do not let it go on', async (text, words) => {
    const { sent } = await renderForm([only(datastore, 'secret'), review], { formData: identity });
    await userEvent.click(screen.getByLabelText('Name of the Secret'));
    await userEvent.paste(text);
    const alert = await screen.findByText(new RegExp(words.replace('.', '\\.')));
    expect(alert).toHaveTextContent('give the name of the Kubernetes Secret here');
    await goOn();
    expect(
      (await screen.findAllByText(/Secret with the credentials: (is an address|looks like)/)).length,
    ).toBeGreaterThan(0);
    expect(screen.getByLabelText('Name of the Secret')).toBeInTheDocument();
    expect(sent).not.toHaveBeenCalled();
  });

  it('say where the store is, where the platform has one', async () => {
    const settings = settingsOf({ secrets: { store: { name: 'vault', path: 'kv/{environment}/{name}' } } });
    await renderForm([only(datastore, 'secret'), review], { settings, formData: identity });
    expect(
      screen.getByText(/filled from the store vault\. There, at kv\/production\/orders/),
    ).toBeInTheDocument();
  });
});

describe('place, reach and TLS', () => {
  const clusters = {
    'eu-1': { title: 'Europe', destination: 'eu-1', namespaces: ['{name}', 'shared'] },
    'us-1': { destination: 'us-1', namespaces: ['team-*'] },
  };

  it('ask nothing that the configuration answers', async () => {
    await renderForm([only(reach, 'cluster', 'namespace', 'project'), review], { formData: identity });
    expect(screen.queryByRole('combobox')).not.toBeInTheDocument();
    expect(screen.queryByRole('textbox')).not.toBeInTheDocument();
    expect(screen.getByText('in-cluster')).toBeInTheDocument();
    expect(screen.getByText('orders')).toBeInTheDocument();
  });

  it('offer the clusters of the environment, and the namespaces of the cluster', async () => {
    await renderForm([only(reach, 'cluster', 'namespace'), review], {
      settings: settingsOf({ clusters }),
      formData: identity,
    });
    const options = (label: string) =>
      within(screen.getByLabelText(label))
        .getAllByRole('option')
        .map(({ textContent }) => textContent);
    expect(options('Cluster')).toEqual(['Europe', 'us-1']);
    expect(options('Namespace')).toEqual(['orders', 'shared']);
    await userEvent.selectOptions(screen.getByLabelText('Cluster'), 'us-1');
    expect(await screen.findByText(/On offer: team-\*/)).toBeInTheDocument();
    await userEvent.type(screen.getByLabelText('Namespace'), 'elsewhere');
    await goOn();
    expect((await screen.findAllByText(/is not on offer in us-1; there are team-\*/)).length).toBeGreaterThan(
      0,
    );
  });

  it('do not let TLS be turned off where a guard rail stands, and name the hosts of the certificate', async () => {
    await renderForm([only(reach, 'tls'), review], { formData: identity });
    const box = screen.getByLabelText(/^Serve TLS/);
    expect(box).toBeChecked();
    expect(box).toBeDisabled();
    expect(screen.getByText(/It cannot be off in production/)).toBeInTheDocument();
    expect(screen.getByText(/orders\.orders\.svc, orders-dispatch\.orders/)).toBeInTheDocument();
  });

  it('ask for a host name only with an ingress', async () => {
    await renderForm([only(reach, 'exposure'), review], { formData: identity });
    expect(screen.queryByLabelText(/^Host name/)).not.toBeInTheDocument();
    await userEvent.click(screen.getByRole('radio', { name: /^A host name/ }));
    await userEvent.type(await screen.findByLabelText(/^Host name/), 'authz');
    await goOn();
    expect((await screen.findAllByText(/Host name: must be a whole host name/)).length).toBeGreaterThan(0);
  });
});

describe('size and pods', () => {
  const page = only(size, 'size', 'replicas');

  it('show what each size has, with the checks called an estimate, and the usual one chosen', async () => {
    await renderForm([page, review], { formData: identity });
    expect(
      screen.getByRole('radio', {
        name: /^Medium.*the usual one here.*1 CPU, 2Gi.*Roughly 1\u202f500 checks per second, an estimate/,
      }),
    ).toBeChecked();
    expect(screen.getByLabelText('Pods')).toHaveAttribute('placeholder', '3, as the environment says');
  });

  it('refuse less than the guard rail', async () => {
    await renderForm([page, review], { formData: { ...identity, replicas: 2 } });
    expect(screen.getByText('must be at least 3 in production.')).toBeInTheDocument();
    await goOn();
    expect(screen.getByLabelText('Pods')).toBeInTheDocument();
  });

  it('ask for no number in memory', async () => {
    await renderForm([page, review], {
      formData: { name: 'a', environment: 'development', engine: 'memory' },
    });
    expect(screen.queryByLabelText('Pods')).not.toBeInTheDocument();
    expect(screen.getByText(/An instance in memory has one pod/)).toBeInTheDocument();
  });
});

describe('the review', () => {
  it('shows the files to the byte, and sends nothing but the answers', async () => {
    const { sent } = await renderForm([review], { formData: { ...identity, size: 'large' } });
    const parsed = parseInstance({ ...identity, size: 'large' }, portalOf());
    const files = parsed.ok ? renderInstance(parsed.instance, portalOf()) : [];
    expect(files).toHaveLength(4);
    for (const { path, content } of files) {
      expect(screen.getByRole('region', { name: path, hidden: true }).textContent).toBe(content);
    }
    await goOn();
    await userEvent.click(await screen.findByRole('button', { name: 'Create' }));
    await waitFor(() => expect(sent).toHaveBeenCalledWith({ ...identity, size: 'large', review: '' }));
  });

  it('lists every problem in the words of the form, and stops there', async () => {
    await renderForm([review], {
      formData: { ...identity, name: 'Orders', replicas: 1, tls: { enabled: false } },
    });
    const alert = screen.getByText(/3 things must be mended first; nothing is written before/);
    expect(
      within(alert)
        .getAllByRole('listitem')
        .map(({ textContent }) => textContent),
    ).toEqual([
      'Name: must be in small letters: "orders".',
      'Pods: must be at least 3 in production.',
      'TLS: TLS cannot be off in production.',
    ]);
    await goOn();
    expect((await screen.findAllByText(/they are listed on this page/)).length).toBeGreaterThan(0);
    expect(screen.queryByRole('button', { name: 'Create' })).not.toBeInTheDocument();
  });
});
