import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { modelCards, readmeOf } from './reporting/model-cards.ts';
import { reportSchema } from './reporting/report-file.ts';

/**
 * Writes `model-card.json` and `README.md` of every model of the starter pack from the figures of a report:
 *
 *     npm run starter:report -- --details report.json && npm run starter:cards -- --details report.json [--pack <folder>]
 */
async function main(): Promise<number> {
  const { values } = parseArgs({ options: { details: { type: 'string' }, pack: { type: 'string' } } });
  if (values.details === undefined) {
    process.stdout.write(
      'Usage: npm run starter:cards -- --details <file of starter:report> [--pack <folder>]\n',
    );
    return 2;
  }
  const pack = resolve(values.pack ?? fileURLToPath(new URL('../../assets/starter', import.meta.url)));
  const content: unknown = JSON.parse(await readFile(values.details, 'utf8'));
  const cards = modelCards(reportSchema.parse(content));
  for (const [name, card] of Object.entries(cards)) {
    const folder = join(pack, name);
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'model-card.json'), `${JSON.stringify(card, null, 2)}\n`);
    await writeFile(join(folder, 'README.md'), readmeOf(card));
    process.stdout.write(`Wrote the card of ${card.name}.\n`);
  }
  return 0;
}

process.exitCode = await main();
