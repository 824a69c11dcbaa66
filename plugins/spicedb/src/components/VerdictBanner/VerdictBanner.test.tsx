import { renderInTestApp } from '@backstage/test-utils';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { failedMigration } from '../../../dev/fixtures/assessments';
import { VerdictBanner } from './VerdictBanner';

const seen = { reading: false, paused: false, clockOffsetMs: 0 };

function controls(paused = false) {
  return {
    paused,
    reading: false,
    pause: jest.fn(),
    resume: jest.fn(),
    refresh: jest.fn(),
  };
}
const show = (rollout = controls(), assessment = failedMigration) =>
  renderInTestApp(
    <VerdictBanner
      assessment={assessment}
      rollout={{ ...rollout, subscribe: () => () => {}, getView: () => ({ ...seen, assessment }) }}
      update={{ steps: 2, version: 'v1.57.0', form: '/create/templates/x' }}
      labels={['production / eu-1 / checkout', 'postgres']}
      target={{
        name: 'checkout-authz',
        cluster: 'eu-1',
        namespace: 'checkout',
        labelSelector: 'app=checkout-authz',
      }}
    />,
  ).then(() => rollout);

describe('the verdict', () => {
  it('is one sentence, with what it is about', async () => {
    await show();
    expect(screen.getByRole('status')).toHaveTextContent(
      'Needs attention: the migration failed, so the new version was not rolled out.',
    );
    expect(screen.getAllByRole('listitem').map(each => each.textContent)).toEqual([
      'production / eu-1 / checkout',
      'postgres',
      'SpiceDB v1.52.0 → v1.56.0',
      '1 of 2 ready',
      'cache hit ratio 71 %',
      'update available: 2 steps to v1.57.0',
    ]);
    expect(screen.getByRole('link')).toHaveAttribute('href', '/create/templates/x');
  });

  it('calls old data old', async () => {
    await show(controls(), { ...failedMigration, stale: true });
    expect(screen.getByText(/^old data: the last answer is from/)).toBeInTheDocument();
  });

  it('is paused, resumed and refreshed by its reader', async () => {
    const running = await show();
    await userEvent.click(screen.getByRole('button', { name: 'Pause reading' }));
    expect(running.pause).toHaveBeenCalled();
    await userEvent.click(screen.getByRole('button', { name: 'Read again now' }));
    expect(running.refresh).toHaveBeenCalled();
  });

  it('offers to resume while it is paused', async () => {
    const paused = await show(controls(true));
    await userEvent.click(screen.getByRole('button', { name: 'Resume reading' }));
    expect(paused.resume).toHaveBeenCalled();
  });

  it('copies a diagnosis that does not name the instance', async () => {
    const user = userEvent.setup();
    const write = jest.spyOn(navigator.clipboard, 'writeText');
    await show();
    await user.click(screen.getByRole('button', { name: 'Copy diagnosis' }));
    const [[copied]] = write.mock.calls;
    expect(copied).toContain('M104 (error) The database refused the password');
    expect(copied).toContain('job/migration-job, attempt 2');
    expect(copied).not.toContain('checkout-authz');
  });
});
