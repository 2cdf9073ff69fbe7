import { createRandom, hashSeed, shuffled } from '../../src-shared/random.ts';
import type { SetTally } from '../project/queries/generations.ts';
import type { GenerateSettings, SnapshotPrompt } from './generate-settings.ts';

/** The part of the settings that decides how many pictures of which prompt are made. */
export type AllotmentSettings = Pick<GenerateSettings, 'amount' | 'seed' | 'maxAttempts' | 'prompts'> & {
  classes: readonly Pick<GenerateSettings['classes'][number], 'id' | 'wanted'>[];
};

/** How many pictures a prompt is to get, by attempt. */
export interface Allotment {
  /** Index into the prompts. */
  prompt: number;
  parts: { attempt: number; images: number }[];
}

export interface Allotments {
  /** In the order of the prompts; those that get nothing are left out. */
  allotments: Allotment[];
  /** Places of each class that are left empty because they were tried as often as allowed; classes without any are left out. */
  givenUp: Map<number, number>;
}

export const imagesOf = ({ parts }: Allotment): number => parts.reduce((sum, { images }) => sum + images, 0);

/** Says how many pictures each prompt gets. */
export function allotImages(settings: AllotmentSettings, tally: SetTally): Allotments {
  const { amount, prompts } = settings;
  switch (amount.kind) {
    case 'per-prompt':
      return firstAttempts(prompts.map(() => amount.images));
    case 'per-class':
      return firstAttempts(spreadOverClasses(settings, () => amount.images));
    case 'top-up':
      return topUp(settings, wantedOf(settings, amount.wanted, tally), tally);
    default:
      return amount satisfies never;
  }
}

function firstAttempts(images: readonly number[]): Allotments {
  const allotments = images.flatMap((count, prompt): Allotment[] =>
    count > 0 ? [{ prompt, parts: [{ attempt: 1, images: count }] }] : [],
  );
  return { allotments, givenUp: new Map() };
}

/** How many pictures each class is to have: `all`, where null what is wanted of it, and where nothing is, as many as it has places. */
function wantedOf({ classes }: AllotmentSettings, all: number | null, tally: SetTally): PerClass {
  if (all !== null) return () => all;
  const own = new Map(classes.map(({ id, wanted }) => [id, wanted]));
  const places = new Map(tally.classes.map((entry) => [entry.classId, entry.places]));
  return (classId) => own.get(classId) ?? places.get(classId) ?? 0;
}

type PerClass = (classId: number) => number;

/**
 * `totalOf` pictures for each class, as even over its prompts as whole numbers are. Which prompts get one more is drawn by lot, so that
 * prompts of one kind, which stand together, are not favoured; the same seed draws the same.
 */
function spreadOverClasses({ prompts, seed }: AllotmentSettings, totalOf: PerClass): number[] {
  const images = prompts.map(() => 0);
  for (const [classId, indexes] of indexesByClass(prompts)) {
    const total = totalOf(classId);
    const each = Math.floor(total / indexes.length);
    const lucky = shuffled(indexes, createRandom(hashSeed(seed, 'spread', classId)));
    for (const index of indexes) images[index] = each;
    for (const index of lucky.slice(0, total - each * indexes.length)) images[index] = each + 1;
  }
  return images;
}

function indexesByClass(prompts: readonly SnapshotPrompt[]): Map<number, number[]> {
  const indexes = new Map<number, number[]>();
  for (const [index, { classId }] of prompts.entries()) {
    const known = indexes.get(classId);
    if (known) known.push(index);
    else indexes.set(classId, [index]);
  }
  return indexes;
}

/**
 * What is missing until `wanted` pictures of a class are kept or undecided. Each prompt has its even share of places; a rejected picture
 * leaves its place to a next attempt of the same prompt, so that prompts which are easy to please do not take over the class.
 */
function topUp(settings: AllotmentSettings, wanted: PerClass, tally: SetTally): Allotments {
  const { prompts, maxAttempts } = settings;
  const shares = spreadOverClasses(settings, wanted);
  const history = historyByPrompt(tally);
  const live = new Map(tally.classes.map((entry) => [entry.classId, entry.live]));
  const allotments: Allotment[] = [];
  const givenUp = new Map<number, number>();
  for (const [classId, indexes] of indexesByClass(prompts)) {
    let missing = Math.max(0, wanted(classId) - (live.get(classId) ?? 0));
    const open = indexes.map((index) => ({
      index,
      ...openPlaces(shares[index] ?? 0, history.get(prompts[index]!.id) ?? [], maxAttempts),
    }));
    const exhausted = open.reduce((sum, places) => sum + places.exhausted, 0);
    const possible = open.reduce((sum, places) => sum + imagesOf({ prompt: 0, parts: places.parts }), 0);
    const left = Math.min(exhausted, Math.max(0, missing - possible));
    if (left > 0) givenUp.set(classId, left);
    for (const { index, parts } of shuffled(open, createRandom(hashSeed(settings.seed, 'top-up', classId)))) {
      const granted = take(parts, missing);
      missing -= imagesOf({ prompt: index, parts: granted });
      if (granted.length > 0) allotments.push({ prompt: index, parts: granted });
    }
  }
  return { allotments: allotments.toSorted((a, b) => a.prompt - b.prompt), givenUp };
}

type History = readonly SetTally['prompts'][number][];

function historyByPrompt(tally: SetTally): Map<number, History> {
  return Map.groupBy(tally.prompts, ({ promptId }) => promptId);
}

/** Places of a prompt that hold no live picture, by the attempt that would fill them. */
function openPlaces(
  share: number,
  history: History,
  maxAttempts: number,
): { parts: Allotment['parts']; exhausted: number } {
  const live = history.reduce((sum, entry) => sum + entry.live, 0);
  const made = new Map(history.map((entry) => [entry.attempt, entry.live + entry.rejected]));
  const last = Math.max(0, ...history.map(({ attempt }) => attempt));
  let open = Math.max(0, share - live);
  let exhausted = 0;
  const parts: Allotment['parts'] = [];
  for (let attempt = last; attempt >= 1; attempt--) {
    const rejected = history.find((entry) => entry.attempt === attempt)?.rejected ?? 0;
    const notReplaced = Math.min(open, Math.max(0, rejected - (made.get(attempt + 1) ?? 0)));
    if (notReplaced === 0) continue;
    open -= notReplaced;
    if (attempt >= maxAttempts) exhausted += notReplaced;
    else parts.push({ attempt: attempt + 1, images: notReplaced });
  }
  if (open > 0) parts.push({ attempt: 1, images: open });
  return { parts, exhausted };
}

/** The first `most` pictures. */
function take(parts: Allotment['parts'], most: number): Allotment['parts'] {
  let left = most;
  const taken: Allotment['parts'] = [];
  for (const { attempt, images } of parts) {
    const granted = Math.min(images, left);
    left -= granted;
    if (granted > 0) taken.push({ attempt, images: granted });
  }
  return taken;
}
