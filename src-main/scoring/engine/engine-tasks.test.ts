import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createRandom } from '../../../src-shared/random.ts';
import { expected, tinyClip, unpack } from '../testing/fixture.ts';
import { embedClasses } from './embed-classes.ts';
import { embedTexts } from './embed-texts.ts';
import { findDuplicates } from './find-duplicates.ts';
import { fromHalfBytes, toHalfBytes } from './half-vectors.ts';
import { inspectClip } from './inspect-clip.ts';
import { closeClip } from './loaded-clip.ts';
import { measureDiversity } from './measure-diversity.ts';
import { scoreImages } from './score-images.ts';
import type { AlikeRows, ImageOutcome, ImageTask } from './tasks.ts';

let scratch = '';
let pictures: string[] = [];
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'variegate-scoring-'));
  pictures = await Promise.all(
    expected.pictures.map(async ({ width, height, pixels }, i) => {
      const path = join(scratch, `${i}.png`);
      await sharp(unpack(pixels), { raw: { width, height, channels: 3 } })
        .png()
        .toFile(path);
      return path;
    }),
  );
});
afterEach(closeClip);
afterAll(() => rm(scratch, { recursive: true, force: true }));

const context = <Progress>(progress: (value: Progress) => void) => ({
  signal: new AbortController().signal,
  pauseSignal: new AbortController().signal,
  progress,
});

const prompts = expected.texts.map(({ text }) => [text]);

async function score(folder: string, images: readonly ImageTask[]): Promise<ImageOutcome[]> {
  const classes = await embedClasses(
    { folder: tinyClip, prompts },
    context(() => undefined),
  );
  const outcomes: ImageOutcome[] = [];
  const input = { folder, images, classes, logitScale: expected.logitScale };
  await scoreImages(
    input,
    context((some: ImageOutcome[]) => outcomes.push(...some)),
  );
  return outcomes.toSorted((a, b) => a.index - b.index);
}

test('images get the probabilities that transformers gives, also again from the stored embedding', async () => {
  const images = pictures.map((path, i): ImageTask => ({ path, classRow: i % 2 }));
  const outcomes = await score(tinyClip, images);
  const vectors = outcomes.map((outcome, i) => {
    if (outcome.kind !== 'done' || !outcome.score || !outcome.vector) throw new Error('not scored');
    const wanted = expected.probabilities[i]!;
    // float16 embeddings: three digits.
    expect(outcome.score.probability).toBeCloseTo(wanted[i % 2]!, 3);
    expect(outcome.score.bestProbability).toBeCloseTo(Math.max(...wanted), 3);
    expect(outcome.score.bestRow).toBe(wanted.indexOf(Math.max(...wanted)));
    return outcome.vector;
  });
  const again = await score(
    '/nowhere',
    vectors.map((vector, i) => ({ vector, classRow: i % 2 })),
  );
  const wanted = outcomes.map((outcome) => (outcome.kind === 'done' ? outcome.score : null));
  expect(again).toEqual(wanted.map((score, index) => ({ kind: 'done', index, score })));
});

test('a class is the mean of its prompts, whatever their number', async () => {
  const one = await embedClasses(
    { folder: tinyClip, prompts },
    context(() => undefined),
  );
  const twice = prompts.map(([text = '']) => [text, text, text]);
  const same = await embedClasses(
    { folder: tinyClip, prompts: twice },
    context(() => undefined),
  );
  const floats = (bytes: Uint8Array) => new Float32Array(Uint8Array.from(bytes).buffer);
  for (const [i, value] of floats(one.embeddings).entries()) {
    expect(floats(same.embeddings)[i]).toBeCloseTo(value, 5);
  }
  expect(one.dimension).toBe(12);
  expect(one.truncated).toEqual([expected.texts.at(-1)?.text]);
});

test('texts are embedded one by one, as transformers does', async () => {
  const texts = [...expected.texts, ...expected.texts].map(({ text }) => text);
  const seen: number[] = [];
  const found = await embedTexts(
    { folder: tinyClip, texts },
    context((done: number) => seen.push(done)),
  );
  expect(found.dimension).toBe(12);
  expect(seen.at(-1)).toBe(texts.length);
  expect(found.truncated).toEqual([texts.at(-1), texts.at(-1)]);
  const values = new Float32Array(found.vectors.byteLength / 2);
  fromHalfBytes(found.vectors, values);
  const wanted = expected.textEmbeds.flatMap((row) => row.map((value) => value / Math.hypot(...row)));
  for (const [i, value] of [...wanted, ...wanted].entries()) expect(values[i]).toBeCloseTo(value, 3);
});

test('diversity is measured part by part, and refuses what is no number', async () => {
  const vectors = toHalfBytes(Float32Array.of(1, 0, 0, 1, 1, 0, -1, 0));
  const parts = [
    { groups: [[0, 1]], count: 2, draws: 3, seed: 1 },
    { groups: [[0, 2]], count: 2, draws: 3, seed: 1 },
    { groups: [[0], [3]], count: 2, draws: 3, seed: 1 },
  ];
  const run = (bytes: Uint8Array) =>
    measureDiversity(
      { vectors: bytes, dimension: 2, parts },
      context(() => undefined),
    );
  const measures = await run(vectors);
  expect(measures).toMatchObject(parts.map(() => ({ count: 2, draws: 1, spread: null })));
  for (const [i, [meanDistance = 0, vendi = 0]] of [
    [1, 2],
    [0, 1],
    [2, 1],
  ].entries()) {
    expect(measures[i]?.meanDistance).toBeCloseTo(meanDistance, 10);
    expect(measures[i]?.vendi).toBeCloseTo(vendi, 10);
  }
  await expect(run(toHalfBytes(new Float32Array(8).fill(Number.NaN)))).rejects.toMatchObject({
    code: 'diverged',
  });
});

test('a picture that is none, and numbers that are none, are failures of that image alone', async () => {
  const broken = join(scratch, 'broken.png');
  await writeFile(broken, 'no picture');
  const outcomes = await score(tinyClip, [
    { path: pictures[0] ?? '', classRow: 0 },
    { path: broken, classRow: 0 },
    { path: join(scratch, 'missing.png'), classRow: 0 },
    { path: pictures[1] ?? '', classRow: null },
    { vector: toHalfBytes(new Float32Array(12).fill(Number.NaN)), classRow: 0 },
  ]);
  expect(outcomes).toMatchObject([
    { kind: 'done' },
    { kind: 'failed', error: { code: 'bad-input' } },
    { kind: 'failed', error: { message: 'The file is not there any more.' } },
    { kind: 'done', score: null },
    { kind: 'failed', error: { code: 'diverged' } },
  ]);

  const folder = join(scratch, 'infinite');
  await cp(tinyClip, folder, { recursive: true });
  await writeFile(
    join(folder, 'preprocessor_config.json'),
    JSON.stringify({ size: 32, crop_size: 32, image_std: [0, 0, 0] }),
  );
  const infinite = await score(folder, [{ path: pictures[0] ?? '', classRow: 0 }]);
  expect(infinite).toMatchObject([{ kind: 'failed', error: { code: 'diverged' } }]);
});

test('a cancel ends it between batches, a pause after the batch in hand', async () => {
  const images = Array.from({ length: 64 }, (_, i): ImageTask => ({ path: pictures[i % 4]!, classRow: 0 }));
  const classes = await embedClasses(
    { folder: tinyClip, prompts },
    context(() => undefined),
  );
  const input = { folder: tinyClip, images, classes, logitScale: 100 };
  for (const kind of ['signal', 'pauseSignal'] as const) {
    const stop = new AbortController();
    let seen = 0;
    const running = scoreImages(input, {
      ...context((some: ImageOutcome[]) => {
        seen += some.length;
        stop.abort();
      }),
      [kind]: stop.signal,
    });
    if (kind === 'signal') await expect(running).rejects.toThrow();
    else expect(await running).toBeNull();
    expect(seen).toBe(16);
  }
});

/** The same by looking at every pair of rows. */
function slowly(rows: readonly Float32Array[], left: number, right: readonly number[], from: number) {
  return rows.slice(0, left).flatMap((own, row): AlikeRows[] => {
    let best = { row, ofRow: -1, similarity: from };
    for (const ofRow of right) {
      if (right[0] === 0 && ofRow >= row) break;
      let similarity = 0;
      const other = rows[ofRow]!;
      for (let d = 0; d < own.length; d++) similarity += own[d]! * other[d]!;
      if (similarity > best.similarity) best = { row, ofRow, similarity };
    }
    return best.ofRow < 0 ? [] : [best];
  });
}

test('near-duplicates are found across all blocks', async () => {
  const random = createRandom(5);
  const dimension = 5;
  const unit = () => {
    const vector = Float32Array.from({ length: dimension }, () => random.normal());
    const length = Math.hypot(...vector);
    return vector.map((value) => value / length);
  };
  const rows = Array.from({ length: 4400 }, unit);
  const file = join(scratch, 'vectors');
  await writeFile(file, Buffer.concat(rows.map(toHalfBytes)));
  const left = 2200;
  const groups = [
    { start: 0, count: left },
    { start: left, count: left },
  ];
  const found = await findDuplicates(
    {
      file,
      dimension,
      groups,
      comparisons: [
        { left: 0, right: 0 },
        { left: 0, right: 1 },
      ],
      from: 0.97,
    },
    context(() => undefined),
  );
  const places = rows.map((_, i) => i);
  const wanted = [
    ...slowly(rows, left, places.slice(0, left), 0.97),
    ...slowly(rows, left, places.slice(left), 0.97),
  ];
  expect(wanted.length).toBeGreaterThan(500);
  // Those right at the threshold may fall either way, and so may the better one of two that are equally near.
  const clear = wanted.filter(({ similarity }) => similarity > 0.972);
  const ascending = found.toSorted((a, b) => a.similarity - b.similarity);
  const bySide = new Map(ascending.map((pair) => [`${pair.row} ${pair.ofRow >= left}`, pair]));
  for (const pair of clear) {
    const match = bySide.get(`${pair.row} ${pair.ofRow >= left}`);
    expect(match?.similarity).toBeCloseTo(pair.similarity, 2);
  }
  const same = clear.filter((pair) => bySide.get(`${pair.row} ${pair.ofRow >= left}`)?.ofRow === pair.ofRow);
  expect(same.length / clear.length).toBeGreaterThan(0.98);

  // From the other side too: no row of the right group is missed that is like any of the left.
  const swapped = [...rows.slice(left), ...rows.slice(0, left)];
  const fromRight = slowly(swapped, left, places.slice(left), 0.972);
  const byRight = new Map(
    ascending.filter(({ ofRow }) => ofRow >= left).map((pair) => [pair.ofRow - left, pair.similarity]),
  );
  expect(fromRight.length).toBeGreaterThan(200);
  for (const { row, similarity } of fromRight) expect(byRight.get(row)).toBeCloseTo(similarity, 2);
  expect(new Set(found.map(({ row, ofRow }) => `${row} ${ofRow}`)).size).toBe(found.length);
});

test('equal vectors are found at a threshold of 1', async () => {
  const file = join(scratch, 'equal');
  const vector = Float32Array.from({ length: 512 }, (_, i) => Math.sin(i) / 16);
  await writeFile(file, Buffer.concat([toHalfBytes(vector), toHalfBytes(vector), toHalfBytes(vector)]));
  const found = await findDuplicates(
    { file, dimension: 512, groups: [{ start: 0, count: 3 }], comparisons: [{ left: 0, right: 0 }], from: 1 },
    context(() => undefined),
  );
  expect(found.map(({ row, ofRow }) => [row, ofRow])).toEqual([
    [1, 0],
    [2, 0],
  ]);
});

test('a folder is inspected without loading it', async () => {
  const usable = await inspectClip(
    { folder: tinyClip },
    context(() => undefined),
  );
  expect(usable).toMatchObject({
    kind: 'usable',
    facts: { imageSize: 32, logitScale: { value: 100, assumed: true }, license: null },
    modelHash: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  const folder = join(scratch, 'trained');
  await cp(tinyClip, folder, { recursive: true });
  await writeFile(join(folder, 'config.json'), JSON.stringify({ model_type: 'clip', logit_scale: 4.6052 }));
  await writeFile(join(folder, 'README.md'), '---\nlicense: mit\ntags: [x]\n---\nA model.\n');
  const trained = await inspectClip(
    { folder },
    context(() => undefined),
  );
  expect(trained).toMatchObject({ facts: { logitScale: { assumed: false }, license: 'mit' } });
  expect(trained.kind === 'usable' && trained.facts.logitScale.value).toBeCloseTo(100, 2);
  await rm(join(folder, 'onnx/text_model.onnx'));
  expect(
    await inspectClip(
      { folder },
      context(() => undefined),
    ),
  ).toMatchObject({
    kind: 'unusable',
    problem: { message: expect.stringContaining('text half') },
  });
});
