import { type Random, shuffled } from '../../../src-shared/random.ts';
import {
  type EverydayContext,
  everydayCameras,
  everydayContexts,
  everydayLighting,
  everydayPoses,
  lightAnywhere,
} from './everyday-contexts.ts';
import { everydayStyles } from './everyday-styles.ts';
import { scattered } from './scattered.ts';
import type { NamedContext, Sentence, Vocabulary } from './vocabulary.ts';

const byName = new Map(everydayContexts.map((context) => [context.name, context]));

/** What a sentence may say beside where the object is and in which light; two of the three, so that it stays short. */
const pairs = [
  ['foreground', 'camera angle'],
  ['pose', 'camera angle'],
  ['foreground', 'pose'],
] as const;

type Said = Readonly<Record<string, string>>;

/** All ways to choose one of each list, in an order in which neighbours have little in common. */
function* combinations(
  choices: Readonly<Record<string, readonly string[]>>,
  random: Random,
): Generator<Said> {
  const lists = Object.entries(choices);
  const count = lists.reduce((product, [, list]) => product * list.length, 1);
  for (const number of scattered(count, random)) {
    let rest = number;
    const said: Record<string, string> = {};
    for (const [attribute, list] of lists) {
      said[attribute] = list[rest % list.length]!;
      rest = Math.floor(rest / list.length);
    }
    yield said;
  }
}

/** Every sentence about a context; the pairs take turns until each has said all it can. One that is not known has no foreground. */
function* sentencesAbout(
  context: NamedContext,
  known: EverydayContext | undefined,
  random: Random,
): Generator<Sentence> {
  const foreground = known?.foreground ?? [];
  const lists = { foreground, pose: everydayPoses, 'camera angle': everydayCameras };
  const lighting = known ? everydayLighting[known.light] : lightAnywhere;
  const possible = pairs.filter((pair) => pair.every((attribute) => lists[attribute].length > 0));
  let open = shuffled(possible, random).map(([first, second]) =>
    combinations({ lighting, [first]: lists[first], [second]: lists[second] }, random),
  );
  while (open.length > 0) {
    const exhausted = new Set<Generator<Said>>();
    for (const each of open) {
      const next = each.next();
      if (next.done) exhausted.add(each);
      else yield sentence(context, next.value);
    }
    open = open.filter((each) => !exhausted.has(each));
  }
}

function sentence(context: NamedContext, said: Said): Sentence {
  const { foreground, pose, lighting, 'camera angle': camera } = said;
  const place = [context.phrase, foreground].filter(Boolean).join(' ');
  const rest = [pose, lighting, camera].filter(Boolean).join(', ');
  return {
    template: `a photo of {a phrase} ${place}, ${rest}`,
    attributes: { background: context.phrase, ...said },
  };
}

/** Scenes and styles that any large text-to-image model knows. */
export const everyday: Vocabulary = {
  id: 'everyday',
  name: 'Everyday',
  contexts: everydayContexts,
  styles: everydayStyles,
  templates: [
    'a photo of {a phrase}',
    'a good photo of the {phrase}',
    'a picture of {a phrase}',
    'a close-up photo of {a phrase}',
    'a photo of the whole {phrase}',
    'a cropped photo of {a phrase}',
    'a bright photo of the {phrase}',
    'a dark photo of the {phrase}',
    'a blurry photo of {a phrase}',
    'a snapshot of {a phrase}',
    'a photo of one {phrase}',
    'a detailed photo of the {phrase}',
  ],
  inContext: (context, random) => sentencesAbout(context, byName.get(context.name), random),
  styleAlone: 'first',
};
