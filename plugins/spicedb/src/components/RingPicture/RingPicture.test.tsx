import { renderInTestApp } from '@backstage/test-utils';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { failedMigration } from '../../../dev/fixtures/assessments';
import { RingPicture } from './RingPicture';

const ring = failedMigration.facts.ring!;

describe('the ring', () => {
  it('is a picture whose name says what it shows', async () => {
    await renderInTestApp(<RingPicture ring={ring} />);
    const name = screen.getByRole('img').getAttribute('aria-label');
    expect(name).toContain('Ring of 2');
    expect(name).toContain('checkout-authz-8d0e-fghij, Listed: yes, Sees 1/2');
    expect(screen.getByText('abcde 75 %')).toBeInTheDocument();
    expect(screen.getByText('10.0.0.9')).toBeInTheDocument();
  });

  it('draws a whole ring at work with unbroken lines, and no label beyond its edge', async () => {
    const members = ['7pz7m', '87h5q', 'csmtq'].map(end => ({
      pod: `sample-55bd44dd6b-${end}`,
      listed: true,
      ready: true,
      sees: 3,
      handled: 20,
    }));
    await renderInTestApp(<RingPicture ring={{ members, strangers: [], measured: 3 }} />);
    const picture = screen.getByRole('img');
    expect(picture.querySelectorAll('line:not([class])')).toHaveLength(3);
    expect(picture.querySelectorAll('line[stroke-dasharray]')).toHaveLength(0);
    const [left, , width] = picture.getAttribute('viewBox')!.split(' ').map(Number);
    expect(width).toBe(-2 * left);
    expect(-left).toBeGreaterThan(150);
  });

  it('explains only the signs that occur', async () => {
    const members = ['a', 'b'].map(end => ({ pod: `sample-${end}`, listed: true, ready: true, sees: 2 }));
    await renderInTestApp(<RingPicture ring={{ members, strangers: [], measured: 2 }} />);
    expect(screen.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
      'listed and ready',
      'see each other, as far as seen',
      'metrics of 2 of 2',
    ]);
  });

  it('puts what is in trouble on top of the table', async () => {
    const members = ['a', 'b', 'c'].map(end => ({ pod: `sample-${end}`, listed: true, ready: end !== 'c' }));
    await renderInTestApp(<RingPicture ring={{ members, strangers: [], measured: 0 }} />);
    await userEvent.click(screen.getByRole('button', { name: 'as table' }));
    expect(screen.getAllByRole('rowheader').map(({ textContent }) => textContent)).toEqual([
      'sample-c',
      'sample-a',
      'sample-b',
    ]);
  });

  it('is a table for those who do not see pictures', async () => {
    await renderInTestApp(<RingPicture ring={ring} />);
    await userEvent.click(screen.getByRole('button', { name: 'as table' }));
    const row = screen.getByRole('row', { name: /fghij/ });
    expect(
      within(row)
        .getAllByRole('cell')
        .map(cell => cell.textContent),
    ).toEqual(['yes', 'yes', '1', '25 %']);
    expect(screen.getByRole('row', { name: /10.0.0.9 address of no live pod/ })).toBeInTheDocument();
  });

  it('claims no measurement that there was not', async () => {
    const blind = {
      ...ring,
      measured: 0,
      members: ring.members.map(({ pod, listed, ready }) => ({ pod, listed, ready })),
    };
    await renderInTestApp(<RingPicture ring={blind} />);
    expect(screen.getByText('metrics of 0 of 2')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'as table' }));
    expect(screen.getAllByText('not measured')).toHaveLength(4);
  });

  it('is only a table where a picture would be a knot', async () => {
    const members = Array.from({ length: 30 }, (_, index) => ({
      pod: `p-${index}`,
      listed: true,
      ready: true,
    }));
    await renderInTestApp(<RingPicture ring={{ members, strangers: [], measured: 0 }} />);
    expect(screen.queryByRole('img')).not.toBeInTheDocument();
    expect(screen.getAllByRole('row')).toHaveLength(11);
    await userEvent.click(screen.getByRole('button', { name: '20 more' }));
    expect(screen.getAllByRole('row')).toHaveLength(31);
  });
});
