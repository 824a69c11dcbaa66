import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { filesOf } from '../__testUtils__/portal';
import { goOn, pagesOf, renderForm } from '../__testUtils__/renderForm';

const [, changes, review] = pagesOf('update-spicedb-instance');
const instance = 'resource:default/checkout';
const open = (title: string) => userEvent.click(screen.getByText(title));

const form = (input: Parameters<typeof filesOf>[0] = {}, formData: object = {}) =>
  renderForm([changes, review], {
    git: { [instance]: filesOf(input) },
    formData: { instance, ...formData },
  });

async function sentBy(sent: jest.Mock) {
  await goOn();
  await screen.findByText('This will be changed, and nothing else:');
  await goOn();
  await userEvent.click(await screen.findByRole('button', { name: 'Create' }));
  await waitFor(() => expect(sent).toHaveBeenCalled());
  return sent.mock.calls[0][0].changes;
}

describe('the settings of an instance', () => {
  it('show what stands in Git, and send only what was changed', async () => {
    const { sent } = await form({ description: 'Who may pay', size: 'medium', replicas: 4 });
    expect(await screen.findByText('Nothing is changed yet.')).toBeInTheDocument();
    expect(screen.getByLabelText('SpiceDB version')).toHaveValue('v1.56.0');
    expect(screen.getByRole('radio', { name: /^Medium/, hidden: true })).toBeChecked();
    expect(screen.getByLabelText('Pods')).toHaveValue(4);
    await open('Size and pods');
    await userEvent.click(screen.getByRole('radio', { name: /^Large/ }));
    expect(await screen.findByText('To be changed: Size and pods.')).toBeInTheDocument();
    expect(await sentBy(sent)).toEqual({ size: 'large' });
  });

  it('can be emptied', async () => {
    const { sent } = await form({ description: 'Who may pay', system: 'shop' });
    await screen.findByText('Nothing is changed yet.');
    await open('Purpose and owner');
    await userEvent.clear(screen.getByLabelText('Purpose'));
    await userEvent.clear(screen.getByLabelText('System'));
    expect(await sentBy(sent)).toEqual({ clear: ['description', 'system'] });
  });

  it('are as they were when a change is taken back', async () => {
    await form();
    await screen.findByText('Nothing is changed yet.');
    await open('Size and pods');
    await userEvent.click(screen.getByRole('radio', { name: /^Large/ }));
    await screen.findByText('To be changed: Size and pods.');
    await userEvent.click(screen.getByRole('radio', { name: /^Small/ }));
    expect(await screen.findByText('Nothing is changed yet.')).toBeInTheDocument();
    await goOn();
    expect((await screen.findAllByText('Change something first, or leave the form.')).length).toBeGreaterThan(
      0,
    );
  });

  it('let no version be chosen that cannot be reached in one step, and say what a step does', async () => {
    await form({ version: 'v1.52.0' });
    const version = await screen.findByLabelText('SpiceDB version');
    expect(screen.getByRole('option', { name: /^v1.35.3.*the database has moved on/ })).toBeDisabled();
    await userEvent.selectOptions(version, 'v1.56.0');
    expect(
      await screen.findByText(/v1.56.0 migrates the database. There is no simple way back/),
    ).toBeInTheDocument();
  });

  it('take a change that a link brings along', async () => {
    const { sent } = await form({ version: 'v1.52.0' }, { changes: { version: 'v1.54.0' } });
    expect(await screen.findByText('To be changed: Version.')).toBeInTheDocument();
    expect(await sentBy(sent)).toEqual({ version: 'v1.54.0' });
  });

  it('say at the field what the platform forbids', async () => {
    await form({ environment: 'production', engine: 'postgres' });
    await screen.findByText('Nothing is changed yet.');
    await open('Size and pods');
    const pods = screen.getByLabelText('Pods');
    await userEvent.clear(pods);
    await userEvent.type(pods, '2');
    expect(await screen.findByText('must be at least 3 in production.')).toBeInTheDocument();
    await goOn();
    expect(screen.queryByText('This will be changed, and nothing else:')).not.toBeInTheDocument();
  });

  it('end at the review where a change cannot be made', async () => {
    const { sent } = await form({ version: 'v1.52.0' }, { changes: { version: 'v1.36.2' } });
    await screen.findByText('To be changed: Version.');
    await goOn();
    expect(
      await screen.findByText(/One thing must be mended first; nothing is written before/),
    ).toHaveTextContent('SpiceDB version: v1.36.2 is older than v1.52.0');
    await goOn();
    expect((await screen.findAllByText(/it is listed on this page/)).length).toBeGreaterThan(0);
    expect(sent).not.toHaveBeenCalled();
  });

  it('say why they cannot be shown, and can be asked for again', async () => {
    const git: Record<string, any> = { [instance]: new Error('no connection') };
    const { reads } = await renderForm([changes, review], { git, formData: { instance } });
    expect(await screen.findByText(/could not be read. no connection/)).toBeInTheDocument();
    git[instance] = filesOf();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('Nothing is changed yet.')).toBeInTheDocument();
    expect(reads).toHaveBeenCalledTimes(2);
  });

  it('say with line and column what is broken in a file', async () => {
    const files = filesOf().map(file =>
      file.path.endsWith('values.yaml') ? { ...file, content: 'config: [\n' } : file,
    );
    await renderForm([changes, review], { git: { [instance]: files }, formData: { instance } });
    expect(await screen.findByText(/values\.yaml:\d+:\d+/)).toBeInTheDocument();
  });
});
