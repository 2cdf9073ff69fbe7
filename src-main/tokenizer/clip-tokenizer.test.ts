import { existsSync, readFileSync } from 'node:fs';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { loadClipTokenizer } from './clip-tokenizer.ts';

const fixtures = fileURLToPath(new URL('fixtures/', import.meta.url));
const shared = fileURLToPath(new URL('../../../shared/data/clip', import.meta.url));

const fixture = z
  .object({
    transformers: z.string(),
    cases: z.array(
      z.object({
        folder: z.string(),
        maxLength: z.number(),
        begin: z.number(),
        end: z.number(),
        pad: z.number(),
        /** `ids` without padding, cut at `maxLength`; `whole`: how many there were. */
        texts: z.array(z.object({ text: z.string(), ids: z.array(z.number()), whole: z.number() })),
      }),
    ),
  })
  .parse(JSON.parse(readFileSync(join(fixtures, 'transformers.json'), 'utf8')));

const folderOf = (name: string): string => (name === 'shared' ? shared : join(fixtures, name));

describe.each(fixture.cases)(`$folder as transformers ${fixture.transformers} encodes it`, (reference) => {
  const folder = folderOf(reference.folder);
  // The files of CLIP itself do not say how long a text may be: that is the text model's business.
  const positions = reference.folder === 'shared' ? { positions: reference.maxLength } : {};

  test.skipIf(!existsSync(folder))('special ids and length come from the files', async () => {
    expect(await loadClipTokenizer(folder, positions)).toMatchObject({
      maxLength: reference.maxLength,
      beginId: reference.begin,
      endId: reference.end,
      padId: reference.pad,
    });
  });

  test.skipIf(!existsSync(folder))('every text has the same ids', async () => {
    const tokenizer = await loadClipTokenizer(folder, positions);
    for (const { text, ids, whole } of reference.texts) {
      const encoding = tokenizer.encode(text);
      const padding = Array<number>(reference.maxLength - ids.length).fill(reference.pad);
      expect([...encoding.ids], text).toEqual([...ids, ...padding]);
      expect(encoding.tokens, text).toBe(ids.length);
      expect(encoding.truncated, text).toBe(whole > reference.maxLength);
      expect(encoding.unseen !== '', text).toBe(encoding.truncated);
    }
  });
});

test('says which part of a long text is not seen', async () => {
  const tokenizer = await loadClipTokenizer(join(fixtures, 'small-old'));
  const seen = 'photo of a crane in the lake';
  const many = `${seen} `.repeat(3).trim();
  const { unseen, tokens } = tokenizer.encode(many);
  expect(tokens).toBe(20);
  expect(many.endsWith(unseen)).toBe(true);
  const before = many.slice(0, -unseen.length);
  expect(tokenizer.encode(before).truncated).toBe(false);
  expect(tokenizer.encode(`${before}${unseen.split(' ')[0]}`).truncated).toBe(true);
});

test('encodes anything, to the right length and within the vocabulary', async () => {
  const tokenizer = await loadClipTokenizer(join(fixtures, 'small-old'));
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
      const { ids, tokens } = tokenizer.encode(text);
      expect(ids).toHaveLength(20);
      expect(ids[0]).toBe(tokenizer.beginId);
      expect(ids[tokens - 1]).toBe(tokenizer.endId);
      expect(ids.every((id) => id >= 0 && id <= tokenizer.endId)).toBe(true);
    }),
  );
  expect(tokenizer.encode('\ud800 lone').tokens).toBeGreaterThan(2);
});

test('the shorter of tokenizer and text model counts', async () => {
  const tokenizer = await loadClipTokenizer(join(fixtures, 'small-old'), { positions: 12 });
  expect(tokenizer.encode('a photo of a crane in the lake at night').ids).toHaveLength(12);
});

describe('damaged folders', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'variegate-tokenizer-'));
    await cp(join(fixtures, 'small-old'), folder, { recursive: true });
  });
  afterEach(() => rm(folder, { recursive: true }));

  const failure = () =>
    loadClipTokenizer(folder).then(
      () => 'loaded',
      (error: unknown) => String(error),
    );

  test('a missing file', async () => {
    await rm(join(folder, 'merges.txt'));
    expect(await failure()).toMatch('The tokenizer lacks merges.txt.');
    await rm(join(folder, 'vocab.json'));
    expect(await failure()).toMatch('The tokenizer lacks vocab.json.');
  });

  test('a Git LFS pointer', async () => {
    const pointer = 'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 862328\n';
    await writeFile(join(folder, 'vocab.json'), pointer);
    expect(await failure()).toMatch('vocab.json is a Git LFS pointer');
  });

  test('a truncated vocabulary', async () => {
    const whole = readFileSync(join(folder, 'vocab.json'), 'utf8');
    await writeFile(join(folder, 'vocab.json'), whole.slice(0, 500));
    expect(await failure()).toMatch('vocab.json is not valid JSON');
  });

  test('a damaged merge', async () => {
    await writeFile(join(folder, 'merges.txt'), '#version: 0.2\na b\nonlyone\n');
    expect(await failure()).toMatch('line 3 is not a pair');
  });

  test('files of different tokenizers', async () => {
    await writeFile(join(folder, 'vocab.json'), '{"a": 0, "b": 1}');
    expect(await failure()).toMatch('lacks its begin token "<|startoftext|>"');
  });

  test('no length anywhere', async () => {
    await writeFile(join(folder, 'tokenizer_config.json'), '{"model_max_length": 1e30}');
    expect(await failure()).toMatch('does not say how long a text may be');
  });

  test('JSON that is something else', async () => {
    await writeFile(join(folder, 'vocab.json'), '{"a": "not a number"}');
    expect(await failure()).toMatch('does not hold what it should at "a"');
  });
});
