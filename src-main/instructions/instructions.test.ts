import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { isOlderWording } from '../../src-shared/prompts/older-wording.ts';
import { instructionsSchema } from '../../src-shared/api/diversification.ts';
import { temporaryProject } from '../project/testing/temporary-project.ts';
import { builtInInstructions, INSTRUCTIONS_VERSION } from './built-in.ts';
import { instructionText, readInstructions, storeInstructions } from './instructions.ts';
import { checkInstruction, fillInstruction } from './template.ts';

test('the built-in instructions have the places that they need and no others', () => {
  for (const template of Object.values(builtInInstructions)) {
    expect(() => checkInstruction(template.text, template)).not.toThrow();
  }
});

test('the version counts up with the wordings, and an older one of a project is told', () => {
  const texts = Object.entries(builtInInstructions).map(([name, { text }]) => [name, text]);
  const wordings = createHash('sha256').update(JSON.stringify(texts)).digest('hex').slice(0, 12);
  // Whoever changes a wording counts the version up as well, so that projects with one of their own hear of it.
  expect(`${INSTRUCTIONS_VERSION}: ${wordings}`).toBe('1: df8b113bee8a');
  const own = instructionsSchema.parse({
    version: 1,
    styles: 'Name {count}.',
    attributes: [{ name: 'pose' }],
  });
  expect(isOlderWording(own, 'styles', 1)).toBe(false);
  expect(isOlderWording(own, 'styles', 2)).toBe(true);
  expect(isOlderWording(own, 'contexts', 2)).toBe(false);
});

test('a project has its own wording and attributes, which are checked', async () => {
  await using t = await temporaryProject();
  const { database } = t.project;
  const builtIn = await readInstructions(database);
  expect(builtIn.attributes.map(({ name }) => name)).toEqual([
    'foreground',
    'background',
    'lighting',
    'camera angle',
    'pose or action',
  ]);
  const own = { ...builtIn, styles: 'Name {count} styles, as JSON like {"styles": []}.' };
  await storeInstructions(database, own);
  expect(await readInstructions(database)).toEqual(own);
  expect(instructionText(own, 'styles')).toBe(own.styles);
  expect(instructionText(own, 'contexts')).toBe(builtInInstructions.contexts.text);

  const refused = (changes: Partial<typeof builtIn>) =>
    expect(storeInstructions(database, { ...builtIn, ...changes })).rejects;
  await refused({ prompts: 'Write {count} prompts.' }).toThrow('needs {assignments}');
  await refused({ styles: 'Name {count} styles of {phrase}.' }).toThrow('{phrase} is not known');
  const [first] = builtIn.attributes;
  await refused({ attributes: first ? [first, { ...first, name: 'Foreground' }] : [] }).toThrow('same name');
});

test('a line whose places are empty is left out', () => {
  expect(fillInstruction('a {x}\n{y}\n\nb', { x: '1', y: '' })).toBe('a 1\n\nb');
});
