/** What a team does to its instance by the portal's templates, and how it is seen afterwards. */
import type { Locator } from '@playwright/test';
import { ARGOCD_NAMESPACE } from '../argocd.ts';
import { find, KINDS } from '../kube.ts';
import { SPICEDB_NEWEST } from '../pins.ts';
import { expect } from '../stage/expectation.ts';
import type { Stage } from '../stage/stage.ts';
import { commitFiles, readCommitted } from './catalog.ts';
import { pageOf, sitsDown } from './instance-page.ts';
import { runTemplate } from './templates.ts';

export const ENVIRONMENT = 'development';

const folderOf = (stage: Stage) => `instances/${ENVIRONMENT}/${stage.name}`;
export const refOf = (stage: Stage) => `resource:default/${stage.name}`;

/** A file of the instance as it stands in Git, if it does. */
export const readsFile = (stage: Stage, name: string) => readCommitted(`${folderOf(stage)}/${name}`);

const applicationOf = (stage: Stage) => find(KINDS.application, ARGOCD_NAMESPACE, stage.name);

const seesNoApplication = (stage: Stage) =>
  stage.sees('the Application is gone', async () => !(await applicationOf(stage)));

/** Its Application is gone and its files are, and its database is not. */
export async function seesItTakenOut(stage: Stage): Promise<void> {
  await seesNoApplication(stage);
  const left = await readsFile(stage, 'values.yaml');
  expect(left === undefined, 'its files to be gone from Git', left);
  const revision = await stage.database.revision();
  expect(revision !== '', 'the database to stay', revision);
}

/** Whether the Application, when it goes, takes its objects with it. */
export async function takesObjectsAlong(stage: Stage): Promise<boolean> {
  const application = await applicationOf(stage);
  expect(application !== undefined, 'the Application to be there', application);
  const { finalizers = [] } = application.metadata as { finalizers?: string[] };
  return finalizers.length > 0;
}

/** A person who works by the portal, on an instance that is not in Git yet and will not be afterwards. */
export async function worksByGit(stage: Stage): Promise<void> {
  await sitsDown(stage);
  // What a run that broke off has left goes first, or the root Application would bring it back.
  const clean = async () => {
    await commitFiles(`Remove ${stage.name}`, { [folderOf(stage)]: undefined });
    await seesNoApplication(stage);
  };
  await clean();
  stage.afterwards(clean);
}

/** Runs a template by the scaffolder's own API, and gives back what it says happens now. */
export async function runs(stage: Stage, template: string, values: object): Promise<string> {
  stage.did(`ran the template ${template}`);
  const { text = [] } = await runTemplate(template, values);
  expect(text.length > 0, `the template ${template} to say what happens now`, text);
  return text.map(({ content }) => content).join('\n');
}

/** Makes the instance in the portal's form, page by page; what the review shows must then stand in Git. */
export async function createsInForm(stage: Stage): Promise<void> {
  // Needs packages from npm, as the browser does.
  const { Form } = await import('../../e2e/support/form.ts');
  const person = pageOf(stage);
  const { page } = person;
  const form = new Form(page, 'create-spicedb-instance');
  // "Next" is on each page: pressed once more while the form still looks at a page, it leaves out another.
  const goesOn = (what: string, from: Locator, to: Locator) =>
    stage.sees(what, async () => {
      if (await from.isVisible()) await form.next();
      await to.waitFor({ timeout: 20_000 });
      return true;
    });
  const name = page.getByLabel('Name');
  await form.open();
  await name.fill(stage.name);
  await page.getByRole('radio', { name: /^Development/ }).check();
  const datastore = page.getByLabel('Datastore');
  await goesOn('the form takes name and environment', name, datastore);
  await datastore.selectOption('postgres');
  await page.getByLabel('SpiceDB version').selectOption(SPICEDB_NEWEST);
  const reach = page.getByText(stage.namespace).first();
  await goesOn('the form takes the datastore, and offers the namespace', datastore, reach);
  const small = page.getByRole('radio', { name: /^Small/ });
  await goesOn('the form asks for the size', reach, small);
  await small.check();
  const review = page.getByText('These files will be written, to the byte:');
  await goesOn('the form shows the files', small, review);
  await person.takesPicture('form-review');
  const shown = await form.files();
  await form.confirm();
  await page.getByRole('button', { name: 'Create', exact: true }).click();
  const said = page.getByText('What happens now').first();
  await stage.sees('the form has written the files', () => said.isVisible());
  await person.takesPicture('form-done');
  stage.did('made the instance in the form');
  const names = Object.keys(shown).map(path => path.split('/').pop());
  expect(names.includes('values.yaml') && names.length >= 4, 'the review to show the files', names);
  for (const [path, content] of Object.entries(shown)) {
    const committed = await readCommitted(path);
    expect(committed === content, `${path} in Git to be what the review showed`, { committed, content });
  }
}
