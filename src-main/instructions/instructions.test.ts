import { expect, test } from 'vitest';
import { temporaryProject } from '../project/testing/temporary-project.ts';
import { builtInInstructions } from './built-in.ts';
import { instructionText, readInstructions, storeInstructions } from './instructions.ts';
import { checkInstruction, fillInstruction } from './template.ts';

test('the built-in instructions have the places that they need and no others', () => {
  for (const template of Object.values(builtInInstructions)) {
    expect(() => checkInstruction(template.text, template)).not.toThrow();
  }
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
