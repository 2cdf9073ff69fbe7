import type { DrawnDataSetInfo } from '../../src-shared/api/services.ts';
import type { StartDraw } from '../../src-shared/api/inputs.ts';

export type PerClass = StartDraw['perClass'];

/** What a drawing consists of, in the order of use. */
export const parts = [
  { part: 'train', label: 'Train', least: 1 },
  { part: 'val', label: 'Val', least: 0 },
  { part: 'test', label: 'Test', least: 0 },
  { part: 'ood', label: 'Each OOD set', least: 0 },
  { part: 'oracle', label: 'Synthetic (oracle)', least: 0 },
] as const satisfies readonly { part: keyof PerClass; label: string; least: number }[];

/** Images that a drawing makes in all. */
export function countDrawn({ classes, oodSets }: DrawnDataSetInfo, perClass: PerClass): number {
  const { train, val, test, ood, oracle } = perClass;
  return classes.length * (train + val + test + oracle + ood * oodSets.length);
}
