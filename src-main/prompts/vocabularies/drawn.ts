import { shuffled } from '../../../src-shared/random.ts';
import { drawnWorld } from '../../world/drawn-world.ts';
import type { Vocabulary } from './vocabulary.ts';

const { contexts } = drawnWorld;
const PHOTO = 'photo';

/** As the everyday vocabulary groups its styles. */
const groupOf: Readonly<Record<string, string>> = {
  watercolour: 'painted',
  poster: 'printed',
  'paper-cut': 'crafted',
};

/** How the starter models were taught to begin a sentence about a photo, the usual way first. */
const openings = [
  'a photo of {a phrase}',
  'a good photo of {a phrase}',
  'a picture of {a phrase}',
  'a photo of the {phrase}',
  'a good photo of the {phrase}',
];

/**
 * The words of the drawn world and no others, put as its captions put them: the starter models know nothing else. Held-out styles are left
 * out, as nothing may be trained on them.
 */
export const drawn: Vocabulary = {
  id: 'drawn-world',
  name: 'Drawn world',
  contexts: contexts.map(({ name, phrase }) => ({ name, phrase })),
  styles: drawnWorld.styles
    .filter(({ id, heldOut }) => !heldOut && id !== PHOTO)
    .map(({ id, name, phrase }) => ({ name, phrase, group: groupOf[id] ?? 'drawn' })),
  templates: [...openings, '{a phrase}'],
  inContext: (context, random) => {
    const [usual = '', ...others] = openings;
    return [usual, ...shuffled(others, random)].map((opening) => ({
      template: `${opening} ${context.phrase}`,
      attributes: { background: context.phrase },
    }));
  },
  styleAlone: 'last',
};
