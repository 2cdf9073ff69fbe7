import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { backboneRetraining } from './retraining/backbone.ts';
import { clipRetraining } from './retraining/clip.ts';
import type { Retraining } from './retraining/retraining.ts';
import { train } from './retraining/train.ts';

/**
 * Trains a starter model anew with the project's own engine, on the pictures that the shipped one was trained on, drawn on the way:
 *
 *     npm run starter:retrain -- backbone|clip --home <folder> [--steps n] [--pack <folder>]
 *
 * `--home` keeps the checkpoint (a later call goes on from it) and gets the model's folder, laid out as the shipped one, in `--pack`. In
 * the end the scores of both are said.
 */
const CHECKPOINT_SECONDS = 120;

const usage = 'Usage: npm run starter:retrain -- backbone|clip --home <folder> [--steps n] [--pack <folder>]';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

async function compare({ score }: Retraining, retrained: string, shipped: string): Promise<void> {
  const ours = await score(retrained);
  const theirs = existsSync(shipped) ? await score(shipped) : {};
  for (const [name, share] of Object.entries(ours)) {
    const other = theirs[name];
    const points = other === undefined ? '' : `, ${((share - other) * 100).toFixed(1)} points apart`;
    const beside = other === undefined ? 'none is shipped' : `shipped ${percent(other)}`;
    say(`${name}: retrained ${percent(share)}, ${beside}${points}`);
  }
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { home: { type: 'string' }, steps: { type: 'string' }, pack: { type: 'string' } },
  });
  const [name] = positionals;
  const steps = values.steps === undefined ? undefined : Number(values.steps);
  if (values.home === undefined || (name !== 'clip' && name !== 'backbone')) {
    say(usage);
    return 2;
  }
  if (steps !== undefined && !(Number.isInteger(steps) && steps > 0)) {
    say('--steps takes a whole number above 0.');
    return 2;
  }
  const home = resolve(values.home);
  const pack = values.pack ?? fileURLToPath(new URL('../../assets/starter', import.meta.url));
  const shipped = join(pack, name);
  await mkdir(home, { recursive: true });
  const retraining =
    name === 'clip' ? await clipRetraining({ shipped, steps }) : backboneRetraining({ steps });
  const folder = await train(retraining, { home, checkpointSeconds: CHECKPOINT_SECONDS, say });
  say(`Wrote ${folder}.`);
  await compare(retraining, folder, shipped);
  return 0;
}

process.exitCode = await main();
