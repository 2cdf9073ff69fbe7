import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { findLeaks } from './reporting/leaks.ts';
import { figuresOf, measurePack, percent, type StarterReport } from './reporting/report.ts';
import { usualSettings } from './reporting/settings.ts';

/**
 * Measures the starter pack with the product's own code: the generator by a judge that is trained on the way, the CLIP, the backbone.
 *
 *     npm run starter:report -- [--json] [--details <file>] [--pack <folder>]
 *     npm run starter:report -- --leaks [--share 0.1] [--json] [--pack <folder>]
 *
 * `--json`: the last line is the figures as one object. `--details`: writes what they are made of, from which `starter:cards` writes the
 * model cards. `--leaks`: looks for test pictures among the training pictures instead; `--share` of the latter are drawn.
 */
const say = (line: string): void => void process.stderr.write(`${line}\n`);
const tell = (line: string): void => void process.stdout.write(`${line}\n`);

function describe(report: StarterReport): void {
  const { details } = report;
  tell(
    `Generated images named right: ${percent(report.generatorFidelity)} (${percent(details.judgeAccuracy)} of real ones)`,
  );
  tell(`CLIP, zero-shot, lowest of the real sets: ${percent(report.clipZeroShot)}`);
  for (const { name, shares, resolved } of report.senses) {
    const senses = Object.entries(shares).map(([phrase, share]) => `${percent(share)} ${phrase}`);
    tell(`${name}: ${senses.join(' and ')}; with its sense ${percent(resolved)} right`);
  }
  tell(`Linear probe on the backbone: ${percent(report.backboneProbe)}`);
  tell(`Size: ${(report.packBytes / 1e6).toFixed(1)} MB. Took ${details.seconds.toFixed(0)} s.`);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      json: { type: 'boolean', default: false },
      details: { type: 'string' },
      pack: { type: 'string' },
      leaks: { type: 'boolean', default: false },
      share: { type: 'string', default: '0.1' },
    },
  });
  const pack = resolve(values.pack ?? fileURLToPath(new URL('../../assets/starter', import.meta.url)));
  if (values.leaks) {
    const leaks = await findLeaks(pack, { share: Number(values.share), testPerClass: 40 }, say);
    tell(values.json ? JSON.stringify(leaks) : JSON.stringify(leaks, null, 2));
    return;
  }
  const report = await measurePack(pack, usualSettings, say);
  if (values.details !== undefined) {
    await writeFile(values.details, `${JSON.stringify(report, null, 2)}\n`);
  }
  if (values.json) tell(JSON.stringify(figuresOf(report)));
  else describe(report);
}

await main();
