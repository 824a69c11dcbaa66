import { renderInTestApp } from '@backstage/test-utils';
import { act, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { failedMigration, stages } from '../../../dev/fixtures/assessments';
import { StageRail } from './StageRail';

const show = (onOpen = jest.fn(), shown = failedMigration.stages) =>
  renderInTestApp(<StageRail stages={shown} open="migration" onOpen={onOpen} controls="panel" />).then(
    () => onOpen,
  );

describe('the rail', () => {
  it('is a list of five buttons that say name, state and what is so', async () => {
    await show();
    expect(screen.getAllByRole('listitem')).toHaveLength(5);
    const buttons = screen.getAllByRole('button').map(each => each.textContent);
    expect(buttons[0]).toContain('Git ok');
    expect(buttons[0]).toContain('3f9c2ab was read');
    expect(buttons[2]).toContain('Migration failed');
    expect(buttons[4]).toContain('Dispatch not known');
  });

  it('says for whom a stage waits, and turns no wheel for it', async () => {
    const pods = { ...stages.pods, state: 'progressing' as const };
    await show(undefined, [
      stages.migration,
      { ...pods, waitsFor: 'migration' },
      { ...pods, id: 'dispatch' },
    ]);
    expect(screen.getByRole('button', { name: /^Pods waits for Migration/ })).toBeInTheDocument();
    const wheels = screen
      .getAllByRole('button')
      .map(button => button.querySelector('svg')?.getAttribute('class')?.includes('turning') ?? false);
    expect(wheels).toEqual([false, false, true]);
  });

  it('marks the stage that is open', async () => {
    await show();
    expect(screen.getByRole('button', { name: /^Migration/ })).toHaveAttribute('aria-expanded', 'true');
    expect(screen.getByRole('button', { name: /^Pods/ })).toHaveAttribute('aria-expanded', 'false');
  });

  it('is walked with arrow keys and opened with Enter', async () => {
    const onOpen = await show();
    const user = userEvent.setup();
    act(() => screen.getByRole('button', { name: /^Git/ }).focus());
    await user.keyboard('{ArrowLeft}');
    expect(screen.getByRole('button', { name: /^Git/ })).toHaveFocus();
    await user.keyboard('{ArrowRight}{ArrowDown}{ArrowRight}');
    expect(screen.getByRole('button', { name: /^Pods/ })).toHaveFocus();
    await user.keyboard('{Enter}');
    expect(onOpen).toHaveBeenCalledWith('pods');
    await user.keyboard('{End}{ArrowRight}');
    expect(screen.getByRole('button', { name: /^Dispatch/ })).toHaveFocus();
    await user.keyboard('{Home}');
    expect(screen.getByRole('button', { name: /^Git/ })).toHaveFocus();
  });
});
