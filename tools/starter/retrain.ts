import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { backboneRetraining } from './retraining/backbone.ts';
import { autoencoderRetraining } from './retraining/autoencoder.ts';
import { clipRetraining } from './retraining/clip.ts';
import { denoiserRetraining } from './retraining/denoiser.ts';
import type { Retraining, Score } from './retraining/retraining.ts';
import { train } from './retraining/train.ts';

/**
 * Trains a starter model anew with the project's own engine, on the pictures that the shipped one was trained on, drawn on the way:
 *
 *     npm run starter:retrain -- backbone|clip|autoencoder|denoiser --home <folder> [--steps n] [--pack <folder>]
 *
 * `--home` keeps the checkpoint (a later call goes on from it) and gets the model's folder, laid out as the shipped one, in `--pack`. In
 * the end the scores of both are said.
 */
const CHECKPOINT_SECONDS = 120;

const usage =
  'Usage: npm run starter:retrain -- backbone|clip|autoencoder|denoiser --home <folder> [--steps n] [--pack <folder>]';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const told = ({ value, unit }: Score): string =>
  unit === 'share' ? `${(value * 100).toFixed(1)} %` : `${value.toFixed(2)} ${unit}`;

function apart(ours: Score, theirs: Score): string {
  const difference = ours.value - theirs.value;
  return ours.unit === 'share'
    ? `${(difference * 100).toFixed(1)} points`
    : `${difference.toFixed(2)} ${ours.unit}`;
}

async function compare({ score }: Retraining, retrained: string, shipped: string): Promise<void> {
  const ours = await score(retrained);
  const theirs = existsSync(shipped) ? await score(shipped) : {};
  for (const [name, mine] of Object.entries(ours)) {
    const other = theirs[name];
    const beside =
      other === undefined ? 'none is shipped' : `shipped ${told(other)}, ${apart(mine, other)} apart`;
    say(`${name}: retrained ${told(mine)}, ${beside}`);
  }
}

const names = ['backbone', 'clip', 'autoencoder', 'denoiser'] as const;
type Name = (typeof names)[number];

const isName = (text: string | undefined): text is Name => names.some((name) => name === text);

/** The shipped folder that a training is compared with. */
const folders: Readonly<Record<Name, string>> = {
  backbone: 'backbone',
  clip: 'clip',
  autoencoder: 'text-to-image',
  denoiser: 'text-to-image',
};

function plan(name: Name, pack: string, steps: number | undefined): Promise<Retraining> | Retraining {
  const [shipped, clip] = [join(pack, folders[name]), join(pack, folders.clip)];
  switch (name) {
    case 'backbone':
      return backboneRetraining({ steps });
    case 'clip':
      return clipRetraining({ shipped, steps });
    case 'autoencoder':
      return autoencoderRetraining({ shipped, clip, steps });
    case 'denoiser':
      return denoiserRetraining({ shipped, clip, steps });
    default:
      return name satisfies never;
  }
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { home: { type: 'string' }, steps: { type: 'string' }, pack: { type: 'string' } },
  });
  const [name] = positionals;
  const steps = values.steps === undefined ? undefined : Number(values.steps);
  if (values.home === undefined || !isName(name)) {
    say(usage);
    return 2;
  }
  if (steps !== undefined && !(Number.isInteger(steps) && steps > 0)) {
    say('--steps takes a whole number above 0.');
    return 2;
  }
  const home = resolve(values.home);
  const pack = values.pack ?? fileURLToPath(new URL('../../assets/starter', import.meta.url));
  await mkdir(home, { recursive: true });
  const retraining = await plan(name, pack, steps);
  const folder = await train(retraining, { home, checkpointSeconds: CHECKPOINT_SECONDS, say });
  say(`Wrote ${folder}.`);
  await compare(retraining, folder, join(pack, folders[name]));
  return 0;
}

process.exitCode = await main();
