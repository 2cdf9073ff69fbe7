import { type Prompt, type PromptOrigin, promptOriginSchema } from '../../src-shared/domain/prompt.ts';

export type OriginTally = Readonly<Record<PromptOrigin, number>>;

const noTally = (): Record<PromptOrigin, number> =>
  Object.fromEntries(promptOriginSchema.options.map((origin) => [origin, 0])) as Record<PromptOrigin, number>;

export const emptyTally: OriginTally = noTally();

/** Prompts of each class by origin; classes without any are left out. */
export function tallyByClass(prompts: readonly Prompt[]): ReadonlyMap<number, OriginTally> {
  const tallies = new Map<number, Record<PromptOrigin, number>>();
  for (const { classId, origin } of prompts) {
    let tally = tallies.get(classId);
    if (!tally) tallies.set(classId, (tally = noTally()));
    tally[origin] += 1;
  }
  return tallies;
}

export function sumTallies(tallies: Iterable<OriginTally>): OriginTally {
  const sum = noTally();
  for (const tally of tallies) for (const origin of promptOriginSchema.options) sum[origin] += tally[origin];
  return sum;
}

export const totalOf = (tally: OriginTally): number =>
  Object.values(tally).reduce((sum, count) => sum + count, 0);

/** How often a name occurs; null stands for prompts that name none. Most frequent first, null last. */
export function namesOf(
  prompts: readonly Prompt[],
  field: 'context' | 'style',
): { name: string | null; count: number }[] {
  const counts = new Map<string | null, number>();
  for (const prompt of prompts) counts.set(prompt[field], (counts.get(prompt[field]) ?? 0) + 1);
  return [...counts]
    .map(([name, count]) => ({ name, count }))
    .toSorted((a, b) => Number(a.name === null) - Number(b.name === null) || b.count - a.count);
}
