import { renderInTestApp } from '@backstage/test-utils';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { PodsTable } from './PodsTable';

// The viewer is the Kubernetes plugin's, and asks a cluster.
jest.mock('./PodLog', () => ({
  __esModule: true,
  default: ({ pod, container }: { pod: string; container: string }) => `lines of ${pod}/${container}`,
}));

const pods = ['a', 'b', 'c'].map(end => ({
  name: `checkout-${end}`,
  phase: 'Running',
  ready: end !== 'c',
  restarts: end === 'c' ? 4 : 0,
  version: 'v1.56.0',
  node: `node-${end}`,
  zone: `zone-${end}`,
  why: end === 'c' ? 'CrashLoopBackOff' : undefined,
}));
const target = { cluster: 'demo', namespace: 'checkout' };

describe('the table of pods', () => {
  it('has those in trouble on top, and says why, and where they are', async () => {
    await renderInTestApp(<PodsTable pods={pods} target={target} container="spicedb" />);
    const names = screen.getAllByRole('rowheader').map(({ textContent }) => textContent);
    expect(names).toEqual(['checkout-cCrashLoopBackOff', 'checkout-a', 'checkout-b']);
    const row = screen.getByRole('row', { name: /checkout-c/ });
    expect(within(row).getByText('node-c, zone-c')).toBeInTheDocument();
  });

  it('opens the log of the pod whose button was pressed, and closes it again', async () => {
    await renderInTestApp(<PodsTable pods={pods} target={target} container="spicedb" />);
    await userEvent.click(screen.getByRole('button', { name: 'Log of checkout-b' }));
    const dialog = await screen.findByRole('dialog', { name: 'Log of checkout-b' });
    expect(await within(dialog).findByText('lines of checkout-b/spicedb')).toBeInTheDocument();
    await userEvent.click(within(dialog).getByRole('button', { name: 'Close the log' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
  });
});
