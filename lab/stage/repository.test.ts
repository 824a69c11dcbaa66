import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { REPOSITORY } from '../paths.ts';
import { SCENARIOS } from '../scenarios/index.ts';
import { patchChart } from './repository.ts';

describe('breaking a copy of the chart', () => {
  let folder = '';
  const read = () => readFileSync(join(folder, 'templates', 'a.yaml'), 'utf8');
  const reset = () => writeFileSync(join(folder, 'templates', 'a.yaml'), 'one: 1\ntwo: 1\n');

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'lab-chart-'));
    mkdirSync(join(folder, 'templates'));
  });
  after(() => rmSync(folder, { recursive: true }));

  it('replaces a text or a pattern wherever it stands, letter by letter', () => {
    reset();
    patchChart(folder, [{ file: 'templates/a.yaml', find: ': 1', put: ': $1' }]);
    assert.equal(read(), 'one: $1\ntwo: $1\n');
    patchChart(folder, [{ file: 'templates/a.yaml', find: /^two.*\n/m, put: '' }]);
    assert.equal(read(), 'one: $1\n');
  });

  it('refuses a patch that finds nothing', () => {
    reset();
    assert.throws(
      () => patchChart(folder, [{ file: 'templates/a.yaml', find: 'three', put: '' }]),
      /the break finds nothing to change in templates\/a\.yaml: three/,
    );
  });
});

describe('the breaks of all cases', () => {
  const broken = SCENARIOS.filter(({ break: { chart } }) => chart);

  // A chart that was changed since would otherwise only tell when the lab is asked to prove the case.
  for (const { name, break: how } of broken) {
    it(`${name} finds in the chart what it breaks`, () => {
      const folder = mkdtempSync(join(tmpdir(), 'lab-chart-'));
      try {
        const chart = join(folder, 'spicedb');
        cpSync(join(REPOSITORY, 'charts', 'spicedb'), chart, { recursive: true });
        patchChart(chart, how.chart ?? []);
      } finally {
        rmSync(folder, { recursive: true });
      }
    });
  }
});
