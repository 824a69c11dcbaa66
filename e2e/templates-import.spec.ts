import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Form } from './support/form.ts';
import { expect, test } from './support/test.ts';

const original = (more = '') => `apiVersion: authzed.com/v1alpha1
kind: SpiceDBCluster
metadata:
  name: legacy
spec:
  version: v1.52.0
  secretName: legacy-credentials
  config:
    datastoreEngine: postgres
    replicas: 3
    logLevel: debug
${more}`;

test('import: a secret does not leave the browser, and each key is accounted for', async ({
  page,
  clone,
}) => {
  test.slow();
  const bodies: string[] = [];
  page.on('request', request => bodies.push(request.postData() ?? ''));
  const form = new Form(page, 'import-spicedb-instance');
  await form.open();
  const text = page.getByLabel('SpiceDBCluster, or values of the chart');

  await test.step('a text with a secret is refused at once', async () => {
    await text.fill(original('    presharedKey: averyquietkey\n'));
    await expect(form.problem('holds a secret, which may not pass through the portal')).toBeVisible();
    await page.getByRole('radio', { name: /^Staging/ }).check();
    await form.look('form-import-secret');
    await form.next();
    await expect(text).toBeVisible();
    expect(bodies.join('\n')).not.toContain('averyquietkey');
  });

  await text.fill(original());
  await expect(page.getByText('A SpiceDBCluster of the operator.')).toBeVisible();
  await form.look('form-import-original');
  await form.next();
  await expect(page.getByLabel('SpiceDB version')).toBeVisible();
  await form.next();

  const shown = await test.step('the review', async () => {
    await expect(page.getByText('This is what becomes of the original:')).toBeVisible();
    await expect(page.getByText('What is said in another way')).toBeVisible();
    await form.look('form-import-review');
    return form.files();
  });
  await form.confirm();
  await form.sendAndMerge('Import');
  await clone.git('pull', '--quiet');
  expect(Object.keys(shown).length).toBeGreaterThan(3);
  for (const [path, content] of Object.entries(shown)) {
    expect(readFileSync(join(clone.folder, path), 'utf8'), path).toBe(content);
  }
  expect(shown['instances/staging/legacy/values.yaml']).toContain('existingSecret: legacy-credentials');
});
