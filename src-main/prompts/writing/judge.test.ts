import { afterAll, expect, test } from 'vitest';
import { promptKey } from '../../../src-shared/domain/prompt.ts';
import { startEngine } from '../../engine/start-engine.ts';
import { createPromptLengths } from '../../generation/prompt-lengths.ts';
import { createTextToImageLibrary } from '../../generation/text-to-image-library.ts';
import { tinyModel } from '../../diffusion/testing/model-copy.ts';
import { silentLog } from '../../log/log.ts';
import { createClipLibrary } from '../../scoring/clip-library.ts';
import { tinyClip } from '../../scoring/testing/fixture.ts';
import { startWritingSchema } from '../../../src-shared/api/diversification.ts';
import type { Slot } from './assign.ts';
import { ClassNames, type NamedImageClass } from './class-names.ts';
import { openGauges } from './gauges.ts';
import { type Gauges, judge } from './judge.ts';
import { writeSettingsSchema } from './write-settings.ts';

const named = (id: number, name: string, phrase: string | null = null): NamedImageClass => ({
  id,
  name,
  commonName: null,
  phrase,
});
const classes = [
  named(1, 'crane', 'crane, the bird'),
  named(2, 'bear'),
  named(3, 'polar_bear'),
  named(4, 'mouse'),
  named(5, 'knife'),
  named(6, '猫'),
  named(7, 'ant'),
  named(8, 'cat'),
  named(9, 'vitamin C'),
] as const;
const names = new ClassNames(classes);
const scene: Slot = { origin: 'contextualized', context: { name: 'marsh', phrase: 'in a marsh' } };
const woodcut: Slot = {
  origin: 'stylized',
  style: { name: 'woodcut', phrase: 'a woodcut of', group: 'printed' },
};
const settings = writeSettingsSchema.parse({
  ...startWritingSchema.parse({ perClass: 1, classIds: [] }),
  vocabulary: 'everyday',
  instructions: { version: 1, attributes: [{ name: 'lighting' }] },
  reader: null,
  comparer: null,
});

const engine = startEngine({ role: 'images', log: silentLog });
afterAll(() => engine.dispose());
const tools = {
  engine,
  library: createTextToImageLibrary(engine),
  clip: createClipLibrary({ engine, bundledFolder: tinyClip }),
  lengths: createPromptLengths(engine),
};

async function verdict(
  own: NamedImageClass,
  text: string,
  {
    slot = scene,
    known = [] as string[],
    gauges,
    inEnglish = true,
  }: { slot?: Slot; known?: string[]; gauges?: Gauges; inEnglish?: boolean } = {},
): Promise<string> {
  const { accepted, rejected } = await judge([{ slot, text, attributes: {} }], {
    own,
    names,
    known: known.map((each) => ({
      classId: own.id,
      key: promptKey(each),
      origin: 'contextualized',
      context: null,
      style: null,
      archived: false,
    })),
    gauges: gauges ?? (await openGauges(settings, tools)),
    inEnglish,
  });
  return accepted[0]?.text ?? rejected[0]?.reason ?? 'lost';
}

const [crane, bear, polarBear, mouse, knife, cat, ant, latinCat, vitamin] = classes;

test.each([
  [crane, 'a crane, the bird, in a marsh', 'a crane, the bird, in a marsh'],
  [crane, 'a tall bird, a crane wading', 'a tall bird, a crane wading'],
  // The mere name becomes the phrase that tells the sense.
  [crane, 'A crane wading in a marsh', 'A crane, the bird, wading in a marsh'],
  [crane, 'a stork wading in a marsh', 'class-missing'],
  [mouse, 'two mice under a leaf', 'two mice under a leaf'],
  [knife, 'knives on a table', 'knives on a table'],
  [ant, 'a giant plant beside a lantern', 'class-missing'],
  [ant, 'Ants on a giant plant', 'Ants on a giant plant'],
  [latinCat, 'an animal of some category', 'class-missing'],
  [vitamin, 'a tablet of vitamin C.', 'a tablet of vitamin C.'],
  [bear, 'a bear beside a mouse', 'other-class'],
  [bear, 'a bear beside mice', 'other-class'],
  [bear, 'a polar bear on ice', 'other-class'],
  [polarBear, 'a polar bear on ice', 'a polar bear on ice'],
  [bear, 'a bear in a mousetrap shop', 'a bear in a mousetrap shop'],
  [bear, '“a bear by a river”', 'a bear by a river'],
  [bear, '1. a bear by a river', 'not-a-prompt'],
  [bear, 'a **bear** by a river', 'not-a-prompt'],
  [bear, 'a bear\nby a river', 'not-a-prompt'],
  [bear, 'a bear by a river\u0007', 'not-a-prompt'],
  [bear, 'a bear in {place}', 'not-a-prompt'],
  [bear, "I'm sorry, I cannot describe a bear", 'not-a-prompt'],
  [bear, '  ', 'not-a-prompt'],
  [bear, 'a bear 在古老的城市里面行走', 'other-language'],
  [bear, 'медведь bear у реки в лесу', 'other-language'],
  [bear, 'une photo d’un bear dans la forêt, sous les arbres', 'other-language'],
  [bear, 'ein Foto von einem bear auf dem Eis, mit Schnee', 'other-language'],
  [bear, 'una foto de un bear en el bosque, con nieve sobre las rocas', 'other-language'],
  [bear, 'a bear outside Le Café de la Paix, les Halles', 'a bear outside Le Café de la Paix, les Halles'],
  [bear, 'a bear in El Paso, Los Angeles style', 'a bear in El Paso, Los Angeles style'],
  [cat, 'a photo of a 猫 on a roof', 'a photo of a 猫 on a roof'],
  [cat, '屋顶上的猫在睡觉', '屋顶上的猫在睡觉'],
  [bear, `a bear ${'by the river '.repeat(25)}`, 'too-long'],
] as const)('%#: %o, %s', async (own, text, wanted) => {
  expect(await verdict(own, text)).toBe(wanted);
});

test('a project that asks for another language in words of its own gets it', async () => {
  const text = 'ein Foto von einem bear auf dem Eis, mit Schnee';
  expect(await verdict(bear, text, { inEnglish: false })).toBe(text);
});

test('texts that the class has are told in any order, number and case', async () => {
  const known = ['a bear in a marsh at dusk'];
  expect(await verdict(bear, 'A Bear  in a marsh at dusk', { known })).toBe('duplicate');
  expect(await verdict(bear, 'at dusk, bears in the marshes', { known })).toBe('near-duplicate');
  expect(await verdict(bear, 'a bear in a marsh at noon', { known })).toBe('a bear in a marsh at noon');
});

test('a stylized prompt names its style', async () => {
  expect(await verdict(bear, 'a bear in a marsh', { slot: woodcut })).toBe('not-a-prompt');
  expect(await verdict(bear, 'a rough woodcut of a bear', { slot: woodcut })).toBe(
    'a rough woodcut of a bear',
  );
});

test('CLIP finds alike what words do not, and the tokenizer of the model says what is too long', async () => {
  const comparer = { id: 'starter', name: 'Tiny', hash: '' };
  const alike = (alikeFrom: number) => openGauges({ ...settings, alikeFrom, comparer }, tools);
  const known = ['a bear in a marsh'];
  const text = 'a bear by a river';
  expect(await verdict(bear, text, { known, gauges: await alike(-1) })).toBe('near-duplicate');
  expect(await verdict(bear, text, { known, gauges: await alike(1) })).toBe(text);
  const gauges = await alike(0.99);
  const [first, second] = await gauges.alike([text, text.toUpperCase()], known);
  expect(first).toBeNull();
  expect(second).toBe(`1.000 like “${text}” to Tiny.`);

  const { lengths } = tools;
  const [short, long] = await lengths.measure({ folder: tinyModel, hash: 'x' }, [
    'bear',
    'bear '.repeat(300),
  ]);
  expect([short?.truncated, long?.truncated]).toEqual([false, true]);
});
