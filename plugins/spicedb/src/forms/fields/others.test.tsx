import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { planKeyRotation } from '@spicedb-portal/backstage-plugin-spicedb-common';
import { filesOf, portalOf } from '../__testUtils__/portal';
import { goOn, only, pagesOf, renderForm } from '../__testUtils__/renderForm';

const instance = 'resource:default/checkout';

describe('the steps of a rotation', () => {
  const [which, review] = pagesOf('rotate-spicedb-key');
  const page = only(which, 'key', 'step');

  it.each([
    ['accept', []],
    ['prefer', ['accept']],
    ['retire', ['accept', 'prefer']],
  ] as const)('say that %s is next', async (next, done) => {
    let files = filesOf();
    for (const step of done) {
      const result = planKeyRotation(files, { step, key: 'second' }, portalOf());
      if (!result.ok) throw new Error(JSON.stringify(result.problems));
      const { write } = result.plan;
      files = files.map(file => write.find(({ path }) => path === file.path) ?? file);
    }
    await renderForm([page, review], { git: { [instance]: files }, formData: { instance, key: 'second' } });
    const number = ['accept', 'prefer', 'retire'].indexOf(next) + 1;
    expect(await screen.findByRole('radio', { name: new RegExp(`^${number}\\. .*next`) })).toBeEnabled();
    for (const other of [1, 2, 3].filter(step => step !== number)) {
      expect(screen.getByRole('radio', { name: new RegExp(`^${other}\\. `) })).toBeDisabled();
    }
  });

  it('take the name of a key, and never a key', async () => {
    await renderForm([page, review], { git: { [instance]: filesOf() }, formData: { instance } });
    await userEvent.click(screen.getByLabelText(/^Name of the new key/));
    await userEvent.paste('b6589fc6ab0dc82cf12099d1c2d40ab994e8410c');
    expect(await screen.findByText(/looks like a key or password/)).toBeInTheDocument();
    await userEvent.click(screen.getByRole('radio', { name: /^1\. / }));
    await goOn();
    expect((await screen.findAllByText(/looks like a key or password/)).length).toBeGreaterThan(0);
    expect(screen.getByLabelText(/^Name of the new key/)).toBeInTheDocument();
  });
});

it('a removal goes no further with another name', async () => {
  const [which, review] = pagesOf('remove-spicedb-instance');
  await renderForm([only(which, 'confirm', 'objects'), review], {
    git: { [instance]: filesOf() },
    formData: { instance },
  });
  await userEvent.type(screen.getByLabelText(/^Its name once more/), 'chekout');
  await goOn();
  expect(
    (await screen.findAllByText(/must be checkout, the instance that was chosen/)).length,
  ).toBeGreaterThan(0);
  await userEvent.clear(screen.getByLabelText(/^Its name once more/));
  await userEvent.type(screen.getByLabelText(/^Its name once more/), 'checkout');
  await goOn();
  expect(await screen.findByText(/Files that go/)).toBeInTheDocument();
});

describe('the original of an import', () => {
  const [what, , review] = pagesOf('import-spicedb-instance');
  const manifest = (config: string) =>
    `kind: SpiceDBCluster\nmetadata: { name: legacy }\nspec: { version: v1.52.0, config: { ${config} } }\n`;

  it('is refused with its line where it holds a secret, and does not go on', async () => {
    const { sent } = await renderForm([what, review], { formData: { environment: 'staging' } });
    await userEvent.click(screen.getByLabelText(/^SpiceDBCluster/));
    await userEvent.paste(manifest('presharedKey: quiet'));
    expect(await screen.findByText(/3:\d+: spec.config.presharedKey holds a secret/)).toBeInTheDocument();
    await goOn();
    expect(screen.getByLabelText(/^SpiceDBCluster/)).toBeInTheDocument();
    expect(sent).not.toHaveBeenCalled();
  });

  it('is counted, and each key is told of on the review', async () => {
    await renderForm([what, review], { formData: { environment: 'staging' } });
    await userEvent.click(screen.getByLabelText(/^SpiceDBCluster/));
    await userEvent.paste(manifest('datastoreEngine: postgres, madeUp: true'));
    expect(
      await screen.findByText(/A SpiceDBCluster of the operator\. \d+ keys are kept/),
    ).toBeInTheDocument();
    await goOn();
    expect(await screen.findByText('This is what becomes of the original:')).toBeInTheDocument();
    expect(screen.getByText(/spec.config.madeUp/)).toBeInTheDocument();
  });
});
