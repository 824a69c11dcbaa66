import { renderInTestApp } from '@backstage/test-utils';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import type { Finding, Stage } from '@spicedb-portal/backstage-plugin-spicedb-common';
import { podsWait, stages, wrongPassword } from '../../../dev/fixtures/assessments';
import { FindingPanel, type FindingLinks } from './FindingPanel';

const show = (stage: Stage, links: FindingLinks = {}, onOpen = jest.fn()) =>
  renderInTestApp(
    <FindingPanel id="panel" stage={stage} stages={Object.values(stages)} onOpen={onOpen} links={links} />,
  ).then(() => onOpen);

describe('a stage with findings', () => {
  it('shows code, evidence in its own words, meaning and the next action', async () => {
    await show(stages.migration, { docs: '/docs/findings/{code}' });
    expect(screen.getByRole('heading')).toHaveTextContent('M104 The database refused the password');
    expect(screen.getByText(/SQLSTATE 28P01/)).toBeInTheDocument();
    expect(screen.getByText(/Secret checkout-authz, key datastore_uri/)).toBeInTheDocument();
    expect(screen.getByText(/^kubectl -n checkout describe/)).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'what M104 means' })).toHaveAttribute(
      'href',
      '/docs/findings/M104',
    );
  });

  it('copies the command that is shown', async () => {
    const user = userEvent.setup();
    const write = jest.spyOn(navigator.clipboard, 'writeText');
    await show(stages.migration);
    await user.click(screen.getByRole('button', { name: 'Copy' }));
    expect(write).toHaveBeenCalledWith(wrongPassword.remedy[0].command);
    expect(await screen.findByRole('button', { name: 'Copied' })).toBeInTheDocument();
  });

  it('has no link to docs where the platform names none', async () => {
    await show(stages.migration);
    expect(screen.queryByRole('link')).not.toBeInTheDocument();
  });

  it('folds what follows from a finding under it', async () => {
    const user = userEvent.setup();
    const follows: Finding = { ...podsWait, code: 'M999' };
    await show({ ...stages.migration, findings: [follows, wrongPassword] });
    expect(screen.getAllByRole('article')).toHaveLength(1);
    const fold = screen.getByText('1 more that follows from this');
    await user.click(fold);
    expect(within(screen.getByRole('article')).getByText('M999')).toBeVisible();
  });

  it('keeps what is only good to know folded, beside what is wrong and on its own', async () => {
    const note: Finding = { ...podsWait, code: 'P114', severity: 'info', causedBy: undefined };
    await show({ ...stages.pods, state: 'ok', findings: [note] });
    const fold = screen.getByText('1 note');
    expect(screen.getByText('P114')).not.toBeVisible();
    await userEvent.click(fold);
    expect(screen.getByText('P114')).toBeVisible();
  });

  it('takes back all that were found under one code', async () => {
    const blind = (resource: string): Finding => ({
      ...podsWait,
      code: 'V101',
      evidence: [{ kind: 'refusal', source: resource, text: '403' }],
      causedBy: undefined,
    });
    const before = [blind('pods'), blind('events'), blind('jobs')];
    function Panel() {
      const [findings, setFindings] = useState(before);
      return (
        <>
          <button onClick={() => setFindings([wrongPassword])}>later</button>
          <FindingPanel
            id="panel"
            stage={{ ...stages.pods, state: 'unknown', findings }}
            stages={Object.values(stages)}
            onOpen={jest.fn()}
            links={{}}
          />
        </>
      );
    }
    await renderInTestApp(<Panel />);
    expect(screen.getAllByText('V101')).toHaveLength(3);
    await userEvent.click(screen.getByRole('button', { name: 'later' }));
    expect(screen.getByText('M104')).toBeInTheDocument();
    expect(screen.queryAllByText('V101')).toEqual([]);
  });

  it('folds nothing that tells why a stage is not known', async () => {
    const blind: Finding = { ...podsWait, code: 'V101', severity: 'info', causedBy: undefined };
    await show({ ...stages.pods, state: 'unknown', findings: [blind] });
    expect(screen.getByText('V101')).toBeVisible();
  });

  it('leads to the stage that holds the cause', async () => {
    const onOpen = await show(stages.pods);
    await userEvent.click(screen.getByRole('button', { name: 'follows from M104: look at Migration' }));
    expect(onOpen).toHaveBeenCalledWith('migration');
  });

  it('leads from the delivery stages into Argo CD', async () => {
    await show({ ...stages.sync, findings: [wrongPassword] }, { argocd: 'https://argo/app' });
    expect(screen.getByRole('link', { name: /open in Argo CD/ })).toHaveAttribute('href', 'https://argo/app');
  });
});

it('says so where a stage has nothing to report', async () => {
  await show(stages.git);
  expect(screen.getByText(/Nothing to report here/)).toBeInTheDocument();
});
