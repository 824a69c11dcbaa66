import { ScaffolderFieldExtensions, useCustomFieldExtensions } from '@backstage/plugin-scaffolder-react';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { goOn, only, pagesOf, renderForm } from '../forms/__testUtils__/renderForm';
import { spicedbFieldExtensions } from '../legacy';

/** What the scaffolder of the older frontend system finds in its route. */
function useFound() {
  return useCustomFieldExtensions<any>(
    <ScaffolderFieldExtensions>{spicedbFieldExtensions}</ScaffolderFieldExtensions>,
  );
}

it('the older frontend system finds every field, loads it when it is drawn, and holds the answer against it', async () => {
  const [purpose, , , , review] = pagesOf('create-spicedb-instance');
  await renderForm([only(purpose, 'name', 'environment'), review], { useExtensions: useFound });
  await userEvent.type(await screen.findByLabelText(/^Name/), 'Orders');
  await userEvent.click(await screen.findByRole('radio', { name: /^Development/ }));
  await goOn();
  expect((await screen.findAllByText(/must be in small letters: "orders"/)).length).toBeGreaterThan(0);
  await userEvent.clear(screen.getByLabelText(/^Name/));
  await userEvent.type(screen.getByLabelText(/^Name/), 'orders');
  await goOn();
  // No engine was asked here.
  expect(await screen.findByText('is missing.')).toBeInTheDocument();
});
