import type { ProposedSense } from '../../project/queries/senses.ts';
import { animals } from './animals.ts';
import { belongings } from './belongings.ts';
import { plantsAndFood } from './plants-and-food.ts';
import { toolsAndPlaces } from './tools-and-places.ts';

const lexicon = new Map(
  [animals, plantsAndFood, belongings, toolsAndPlaces]
    .flatMap((entries) => Object.entries(entries))
    .map(([name, senses]) => [name, senses.map(([phrase, gloss]): ProposedSense => ({ phrase, gloss }))]),
);

/**
 * The senses that the built-in lexicon knows of a class name; none for a name that it does not know as ambiguous. Case, underscores, an
 * article, a plural, and what a person or a program added to tell classes apart (`crane_2`, `crane (machine)`) do not matter.
 */
export function lexiconSenses(name: string): readonly ProposedSense[] {
  for (const spelling of spellingsOf(name)) {
    const senses = lexicon.get(spelling);
    if (senses) return senses;
  }
  return [];
}

/** All names that it knows, in lower case. */
export const lexiconNames = (): string[] => [...lexicon.keys()].toSorted();

function spellingsOf(name: string): string[] {
  const plain = name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[([{].*$/, '')
    .replaceAll(/[_\-\s]+/g, ' ')
    .trim()
    .replace(/^(?:an?|the) /, '')
    .replace(/ ?\d+$/, '');
  return [plain, ...singulars(plain)];
}

const IRREGULAR: Readonly<Record<string, string>> = { mice: 'mouse' };
const ENDINGS: readonly (readonly [RegExp, string])[] = [
  [/ves$/, 'f'],
  [/ies$/, 'y'],
  [/(?<=s|x|z|ch|sh|o)es$/, ''],
  [/s$/, ''],
];

const singulars = (plural: string): string[] => [
  ...(IRREGULAR[plural] === undefined ? [] : [IRREGULAR[plural]]),
  ...ENDINGS.flatMap(([ending, singular]) => (ending.test(plural) ? [plural.replace(ending, singular)] : [])),
];
