import type { PreviousVerdict } from '../../src-shared/domain/image-set.ts';

/** One thing that can be undone, with what was there before. */
export type Change =
  /** A step of the filter, which the host knows by its id. */
  | { kind: 'step'; undoId: string; previous: readonly never[] }
  | { kind: 'verdict'; previous: PreviousVerdict[] }
  | { kind: 'class'; previous: { id: number; classId: number }[] };

const DEEPEST = 200;

/** Latest last; the oldest are forgotten. */
export const remember = (history: readonly Change[], change: Change): Change[] =>
  change.previous.length === 0 ? [...history] : [...history, change].slice(-DEEPEST);

export const rememberStep = (history: readonly Change[], undoId: string): Change[] =>
  [...history, { kind: 'step', undoId, previous: [] } as const].slice(-DEEPEST);

export const forget = (history: readonly Change[], change: Change): Change[] =>
  history.filter((entry) => entry !== change);

/** The classes to put back, each with its images: one question to the host a class. */
export function byClass(previous: readonly { id: number; classId: number }[]): Map<number, number[]> {
  const groups = new Map<number, number[]>();
  for (const { id, classId } of previous) {
    const group = groups.get(classId);
    if (group) group.push(id);
    else groups.set(classId, [id]);
  }
  return groups;
}
