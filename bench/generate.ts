import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { generatePictures } from '../src-main/diffusion/tasks/generate.ts';
import type { GenerateInput, GenerationTiming } from '../src-main/diffusion/types.ts';
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

async function timed(batch: number, previews: boolean): Promise<GenerationTiming> {
  const pictures = Array.from({ length: images }, (_, seed) => ({
    prompt: 'a photo of an owl, in a forest',
    seed,
    copyTo: join(folder, `${seed}.png`),
    thumbnailTo: join(folder, `${seed}.webp`),
  }));
  const input: GenerateInput = { model, pictures, sampling, batch, previews };
  const { signal } = new AbortController();
  const { timing } = await generatePictures(input, {
    signal,
    pauseSignal: signal,
    progress: () => undefined,
  });
  return timing;
}

const shareOf = ({ modelMs, outsideMs }: GenerationTiming): number => outsideMs / (modelMs + outsideMs);

interface Row {
  readonly batch: number;
  readonly previews: boolean;
  readonly imagesPerSecond: number;
  /** Of the wall time, in [0, 1]. */
  readonly outsideShare: number;
}

/** Of the fastest round. */
async function measure(batch: number, previews: boolean): Promise<Row> {
  const timings: GenerationTiming[] = [];
  for (let round = 0; round < rounds; round++) timings.push(await timed(batch, previews));
  const total = ({ modelMs, outsideMs }: GenerationTiming): number => modelMs + outsideMs;
  const best = timings.reduce((a, b) => (total(b) < total(a) ? b : a));
  return { batch, previews, imagesPerSecond: (1000 * images) / total(best), outsideShare: shareOf(best) };
}

try {
  await timed(1, false);
  const rows: Row[] = [];
  for (const previews of [false, true]) {
    for (const batch of [1, 4, 8]) {
      const row = await measure(batch, previews);
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
