import { mkdirSync, writeFileSync } from 'node:fs';
import { operatorPage } from './coverage.ts';

/** Writes docs/operators.md. */
const folder = new URL('../../docs/', import.meta.url);
mkdirSync(folder, { recursive: true });
writeFileSync(new URL('operators.md', folder), operatorPage());
process.stdout.write('Wrote docs/operators.md.\n');
