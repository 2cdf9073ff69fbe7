import { dataSetObjects } from '../../../src-main/world/objects/catalogue.ts';
import { drawnWorld } from '../../../src-main/world/drawn-world.ts';
import { plainPrompt } from '../measures/clip.ts';
import { largestOfRows } from '../measures/pictures.ts';
import { type GenerateOptions, generateImages, type ImageRequest } from './generate.ts';
import type { Judge } from './judge.ts';
import type { ReportSettings } from './settings.ts';

/** An ambiguous name, and what the generator makes of it. */
export interface SenseReport {
  readonly name: string;
  /** Of the images of the name alone, by the phrase of the sense that they show: shares in [0, 1], together 1. */
  readonly shares: Readonly<Record<string, number>>;
  /** Share of the images of the senses' phrases that show the sense that was asked for. */
  readonly resolved: number;
}

export interface GeneratorReport {
  /** Mean over the objects of the shares below. */
  readonly fidelity: number;
  /** Share of each object's images that the judge names right among all objects, by the object's id. */
  readonly byObject: Readonly<Record<string, number>>;
  readonly senses: readonly SenseReport[];
}

const places = new Map(dataSetObjects.map(({ id }, i) => [id, i]));
const ambiguous = drawnWorld.classes.filter(({ senses }) => senses.length > 1);
const isSense = new Set(ambiguous.flatMap(({ senses }) => senses.map(({ object }) => object)));

const share = (items: readonly unknown[], count: number): number => count / Math.max(1, items.length);

/** Of each image, the likeliest among some objects. */
function likeliest(logits: Float32Array, among: readonly number[]): number[] {
  const columns = dataSetObjects.length;
  return Array.from({ length: logits.length / columns }, (_, row) =>
    among.reduce((best, place) =>
      logits[row * columns + place]! > logits[row * columns + best]! ? place : best,
    ),
  );
}

function judgeSenses(
  name: string,
  objects: readonly { readonly object: string; readonly phrase: string }[],
  logitsOf: ReadonlyMap<string, Float32Array>,
): SenseReport {
  const senses = objects.map(({ object, phrase }) => ({ phrase, place: places.get(object) ?? 0 }));
  const among = senses.map(({ place }) => place);
  const logits = (phrase: string): Float32Array => logitsOf.get(phrase) ?? new Float32Array(0);
  const plain = likeliest(logits(name), among);
  const asked = senses.flatMap(({ phrase, place }) =>
    likeliest(logits(phrase), among).map((shown) => shown === place),
  );
  return {
    name,
    shares: Object.fromEntries(
      senses.map(({ phrase, place }) => [
        phrase,
        share(plain, plain.filter((shown) => shown === place).length),
      ]),
    ),
    resolved: share(asked, asked.filter(Boolean).length),
  };
}

/** Has the judge look at images of every object and of every ambiguous name, each made from the plainest prompt. */
export async function reportGenerator(
  judge: Judge,
  settings: ReportSettings,
  options: Omit<GenerateOptions, 'size' | 'batch'>,
): Promise<GeneratorReport> {
  const { imagesPerObject, imagesPerSense, imagesPerName, batch } = settings;
  const words = [
    ...dataSetObjects.map(({ id, phrase }) => ({
      words: phrase,
      count: isSense.has(id) ? imagesPerSense : imagesPerObject,
    })),
    ...ambiguous.map(({ name }) => ({ words: name, count: imagesPerName })),
  ];
  const requests: ImageRequest[] = words.map(({ words: phrase, count }) => ({
    prompt: plainPrompt(phrase),
    count,
  }));
  const images = await generateImages(requests, { ...options, size: judge.size, batch });
  const logitsOf = new Map<string, Float32Array>();
  for (const [i, { words: phrase }] of words.entries()) logitsOf.set(phrase, await judge.judge(images[i]!));
  const byObject = Object.fromEntries(
    dataSetObjects.map(({ id, phrase }, place) => {
      const named = largestOfRows(logitsOf.get(phrase) ?? new Float32Array(0), dataSetObjects.length);
      return [id, named.filter((shown) => shown === place).length / named.length];
    }),
  );
  const shares = Object.values(byObject);
  return {
    fidelity: shares.reduce((sum, value) => sum + value, 0) / shares.length,
    byObject,
    senses: ambiguous.map(({ name, senses }) => judgeSenses(name, senses, logitsOf)),
  };
}
