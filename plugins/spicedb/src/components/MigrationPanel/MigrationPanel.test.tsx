import { renderInTestApp } from '@backstage/test-utils';
import { screen, within } from '@testing-library/react';
import { failedMigration } from '../../../dev/fixtures/assessments';
import { MigrationPanel } from './MigrationPanel';

const migration = failedMigration.facts.migration!;

describe('the migration', () => {
  it('shows each attempt with its end, and the log of the newest failure', async () => {
    await renderInTestApp(<MigrationPanel migration={migration} />);
    const [first, second] = screen.getAllByRole('listitem');
    expect(first).toHaveTextContent('Attempt 1 of 2failed · exit 1 · 3 s');
    expect(second).toHaveTextContent('Attempt 2 of 2failed · exit 1 · 5 s');
    expect(within(first).getByText('first attempt')).not.toBeVisible();
    expect(within(second).getByText(/terminated with errors/)).toBeVisible();
  });

  it('says from where to where it goes, where the log tells', async () => {
    await renderInTestApp(
      <MigrationPanel migration={{ ...migration, from: 'one-revision', to: 'next-revision' }} />,
    );
    expect(screen.getByText('one-revision to next-revision')).toBeInTheDocument();
  });

  it('says when there is none', async () => {
    await renderInTestApp(<MigrationPanel />);
    expect(screen.getByText('No migration Job is seen.')).toBeInTheDocument();
  });
});
