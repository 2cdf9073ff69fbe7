import { describeRecipe } from '../../src-shared/domain/recipes.ts';
import type { TrainRequest } from '../../src-shared/domain/training.ts';
import { formatNoun } from '../../src-shared/format/numbers.ts';
import { seedsInWords } from './clone.ts';
import {
  headerFacts,
  type Networks,
  type SettingsGroupName,
  settingsGroups,
} from './settings/settings-words.ts';

const groupTitles: Readonly<Record<SettingsGroupName, string>> = {
  model: 'Model',
  budget: 'Budget',
  recipes: 'Recipe options',
  regularisation: 'Regularisation',
  optimizer: 'Optimizer',
  engine: 'Engine',
};

/** What a request comes to, in lines: what every run has in common, and what is not as usual. */
export function planLines(
  { recipes, seeds, settings }: TrainRequest,
  networks: Networks,
): { name: string; words: string }[] {
  const titles = recipes.map((name) => describeRecipe(name, settings).title).join(', ');
  const shared = settingsGroups.flatMap((group) => {
    const words = headerFacts(group, settings, networks).map(({ phrase }) => phrase);
    return words.length === 0 ? [] : [{ name: groupTitles[group], words: words.join(', ') }];
  });
  const { shots, nearDuplicates } = settings;
  const data = [
    ...(shots === undefined ? [] : [`at most ${formatNoun(shots, 'real image')} a class`]),
    ...(nearDuplicates === 'keep' ? ['near-duplicates kept'] : []),
  ];
  return [
    { name: 'Recipes', words: titles },
    { name: 'Seeds', words: seedsInWords(seeds) },
    ...(data.length > 0 ? [{ name: 'Data', words: data.join(', ') }] : []),
    ...shared,
  ];
}
