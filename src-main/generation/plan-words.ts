import type { StartGenerationInput } from '../../src-shared/api/generation.ts';
import type { ImageClass } from '../../src-shared/domain/image-class.ts';
import { formatBytes, formatNoun } from '../../src-shared/format/numbers.ts';
import type { Allotments } from './allot-images.ts';
import type { GenerateSettings } from './generate-settings.ts';
import type { PromptLengths } from './prompt-lengths.ts';

type Prompts = GenerateSettings['prompts'];

export function amountProblems(
  { amount }: StartGenerationInput,
  images: number,
  prompts: number,
  { givenUp }: Allotments,
): string[] {
  if (prompts === 0) return ['There are no prompts to generate from. Write some on the Prompts screen.'];
  if (images > 0 || amount.kind !== 'top-up') return [];
  return givenUp.size > 0
    ? ['Every place that is left was tried as often as allowed. Allow more attempts, or change the prompts.']
    : [
        amount.wanted === null
          ? 'Nothing is missing: every class has what is wanted of it, and no rejected image is without another in its place.'
          : `Nothing is missing: every class has ${formatNoun(amount.wanted, 'image')} kept or undecided.`,
      ];
}

export const diskWords = (needed: number, free: number): string =>
  `The images need about ${formatBytes(needed)}, and ${formatBytes(free)} are free on the disk that holds the project. Free some space, or make fewer images.`;

export function classWarnings(
  { classIds }: StartGenerationInput,
  prompts: Prompts,
  classes: readonly ImageClass[],
): string[] {
  const taken = new Set(prompts.map(({ classId }) => classId));
  const wanted = classIds ? new Set(classIds) : null;
  const without = classes.filter(({ id }) => !taken.has(id) && (wanted === null || wanted.has(id)));
  if (without.length === 0 || taken.size === 0) return [];
  return [
    `${formatNoun(without.length, 'class', 'classes')} without prompts ${without.length === 1 ? 'gets' : 'get'} no images: ${listed(without.map(({ name }) => name))}.`,
  ];
}

export function givenUpWarnings(
  { givenUp }: Allotments,
  classes: readonly ImageClass[],
  maxAttempts: number,
): string[] {
  if (givenUp.size === 0) return [];
  const places = [...givenUp.values()].reduce((sum, n) => sum + n, 0);
  const names = classes.filter(({ id }) => givenUp.has(id)).map(({ name }) => name);
  return [
    `${formatNoun(places, 'place')} ${places === 1 ? 'was' : 'were'} tried ${maxAttempts} times and ${places === 1 ? 'stays' : 'stay'} empty: ${listed(names)}.`,
  ];
}

export async function lengthWarnings(
  model: { folder: string; hash: string; facts: { maxTokens: number } },
  { allotments }: Allotments,
  prompts: Prompts,
  lengths: PromptLengths,
): Promise<string[]> {
  const texts = allotments.map(({ prompt }) => prompts[prompt]!.text);
  const measured = await lengths.measure(model, texts);
  const cut = measured.filter(({ truncated }) => truncated);
  if (cut.length === 0) return [];
  return [
    `${formatNoun(cut.length, 'prompt')} of more than ${model.facts.maxTokens} tokens ${cut.length === 1 ? 'is' : 'are'} cut off at the end. The model does not see, for instance, “${cut[0]!.unseen}”.`,
  ];
}

const MOST_NAMED = 5;

const listed = (names: readonly string[]): string =>
  names.length <= MOST_NAMED
    ? names.join(', ')
    : `${names.slice(0, MOST_NAMED).join(', ')} and ${names.length - MOST_NAMED} more`;
