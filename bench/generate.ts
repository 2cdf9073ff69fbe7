import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { generatePictures } from '../src-main/diffusion/tasks/generate.ts';
import { defaultSampling } from '../tools/starter/reporting/generate.ts';

/** Where the time of a generation goes: how much lies outside the runs of the starter model's networks. */
const { values } = parseArgs({
  options: {
    images: { type: 'string', default: '48' },
    rounds: { type: 'string', default: '3' },
    json: { type: 'boolean', default: false },
  },
});
const [images, rounds] = [Number(values.images), Number(values.rounds)];
const model = {
  folder: fileURLToPath(new URL('../assets/starter/text-to-image', import.meta.url)),
  name: 'starter',
};
const sampling = await defaultSampling(model.folder);
const folder = await mkdtemp(join(tmpdir(), 'variegate-generate-'));

interface Row {
  readonly batch: number;
  readonly previews: boolean;
  readonly imagesPerSecond: number;
  /** Of the wall time, in [0, 1]. */
  readonly outsideShare: number;
}

async function timed(batch: number, previews: boolean): Promise<Row> {
  const pictures = Array.from({ length: images }, (_, seed) => ({
    prompt: 'a photo of an owl, in a forest',
    seed,
    copyTo: join(folder, `${seed}.png`),
    thumbnailTo: join(folder, `${seed}.webp`),
  }));
  const { signal } = new AbortController();
  const { timing } = await generatePictures(
    { model, pictures, sampling, batch, previews },
    { signal, pauseSignal: signal, progress: () => undefined },
  );
  const { modelMs, outsideMs } = timing;
  const total = modelMs + outsideMs;
  return { batch, previews, imagesPerSecond: (1000 * images) / total, outsideShare: outsideMs / total };
}

async function fastest(batch: number, previews: boolean): Promise<Row> {
  let best = await timed(batch, previews);
  for (let round = 1; round < rounds; round++) {
    const row = await timed(batch, previews);
    if (row.imagesPerSecond > best.imagesPerSecond) best = row;
  }
  return best;
}

try {
  await timed(1, false);
  const rows: Row[] = [];
  for (const previews of [false, true]) {
    for (const batch of [1, 4, 8]) {
      const row = await fastest(batch, previews);
      rows.push(row);
      const words = `batch ${batch}${previews ? ', live previews' : ''}`;
      process.stdout.write(
        `${words.padEnd(24)} ${row.imagesPerSecond.toFixed(1)} images/s, ${(100 * row.outsideShare).toFixed(1)} % of the time outside the networks\n`,
      );
    }
  }
  if (values.json) process.stdout.write(`${JSON.stringify({ rows })}\n`);
} finally {
  await rm(folder, { recursive: true, force: true });
}
