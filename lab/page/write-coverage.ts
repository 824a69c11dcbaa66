/** Writes docs/lab-findings.md anew: `node lab/page/write-coverage.ts`. */
import { writeFileSync } from 'node:fs';
import { PAGE } from '../scenarios/page/index.ts';
import { coverage, DOCUMENT } from './coverage.ts';

writeFileSync(DOCUMENT, coverage(PAGE));
