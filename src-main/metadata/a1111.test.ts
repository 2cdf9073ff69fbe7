import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readA1111 } from './a1111.ts';

const settings = 'Steps: 20, Sampler: Euler a, CFG scale: 7, Seed: 965400086, Size: 512x640';

test('prompts may look like settings, and end with lines of their own', () => {
  const text = `time: noon, place: lake, mood: calm\nSize matters\nNegative prompt: style: oil,\nnight\n${settings}`;
  expect(readA1111(text)).toMatchObject({
    prompt: 'time: noon, place: lake, mood: calm\nSize matters',
    negativePrompt: 'style: oil,\nnight',
    seed: 965400086,
    settings: { sampler: 'Euler a', steps: 20, guidanceScale: 7, width: 512, height: 640 },
  });
});

test('lines that other programs add after the settings do no harm', () => {
  expect(readA1111(`a crane\n${settings}\nTemplate: a {bird}`)?.prompt).toBe('a crane');
  expect(readA1111(`a crane\r\nNegative prompt: steel\r\n${settings}`)).toMatchObject({
    prompt: 'a crane',
    negativePrompt: 'steel',
  });
});

test('quoted values keep their commas, and a quote that never closes is a character', () => {
  const hashes = `${settings}, Model: "birds, v3: new", Lora hashes: "a: 1, b: 2", VAE: x.pt`;
  expect(readA1111(`a crane\n${hashes}`)).toMatchObject({
    model: 'birds, v3: new',
    settings: { vae: 'x.pt' },
  });
  expect(readA1111(`a crane\n${settings}, Note: "never closed, VAE: x.pt`)).toMatchObject({
    settings: { vae: 'x.pt' },
  });
});

test('a picture without a prompt still tells its seed', () => {
  expect(readA1111(settings)).toMatchObject({ prompt: '', seed: 965400086 });
  expect(readA1111('a crane\nNegative prompt: steel')).toMatchObject({ prompt: 'a crane', seed: null });
  expect(readA1111(`x\n${settings.replace('965400086', '-1')}`)).toMatchObject({ seed: null });
});

test('no text breaks the reader', () => {
  const piece = fc.constantFrom(
    'Steps: 1, ',
    'Seed: 2',
    '"',
    '\\',
    '\n',
    ',',
    ':',
    'Negative prompt:',
    'Size: 1x',
    '\0',
    'é',
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 40 }), (pieces) => {
      const made = readA1111(pieces.join(''));
      expect(made === null || made.generator === 'a1111').toBe(true);
    }),
    { numRuns: 500 },
  );
});
