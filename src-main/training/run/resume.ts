import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { UserError } from '../../../src-shared/errors.ts';
import type { LoweringPlan } from '../../graph/lowering/plan.ts';
import { type Checkpoint, type CheckpointProgress, readCheckpoint } from './checkpoint.ts';
import { withDiskErrors } from './disk-errors.ts';
import { runFiles } from './task.ts';

/** What decides how a step is rounded, beside the numbers themselves. */
export interface Circumstances {
  readonly fingerprint: string;
  /** Version of what computes (`Engine.runtime`). */
  readonly runtime: string;
  readonly threads: number;
  /** See `processorOf`. */
  readonly processor: string;
}

/**
 * The checkpoint to go on from, if there is one. A damaged one is set aside as `checkpoint.safetensors.damaged` and the run begins again.
 * Rejects when the file cannot be read for another reason (a drive that is gone, no permission): it may well be whole.
 */
export async function findCheckpoint(
  folder: string,
): Promise<{ checkpoint: Checkpoint | null; notes: string[] }> {
  try {
    return { checkpoint: await withDiskErrors(() => readCheckpoint(folder)), notes: [] };
  } catch (error) {
    if (!tellsOfDamage(error)) throw error;
    const path = join(folder, runFiles.checkpoint);
    await withDiskErrors(() => rename(path, `${path}.damaged`));
    return { checkpoint: null, notes: ['The checkpoint is damaged, so the run begins again.'] };
  }
}

const tellsOfDamage = (error: unknown): boolean =>
  error instanceof SyntaxError ||
  error instanceof z.ZodError ||
  (error instanceof UserError && error.code === 'bad-input');

/** Why a resumed run may not end exactly where it would have ended without a break; empty where it will. */
export function differences(
  before: Pick<CheckpointProgress, 'step' | 'plan' | keyof Circumstances>,
  now: Circumstances,
  plan: LoweringPlan,
): string[] {
  const changes: string[] = [];
  if (before.fingerprint !== now.fingerprint)
    changes.push('other images than before can be read, or they come in another order');
  if (before.runtime !== now.runtime) {
    changes.push(`the version of what computes is ${now.runtime}, it was ${before.runtime}`);
  }
  if (before.threads !== now.threads)
    changes.push(`it uses ${now.threads} threads, it used ${before.threads}`);
  if (before.processor !== undefined && before.processor !== now.processor)
    changes.push(`the processor is ${now.processor}, it was ${before.processor}`);
  if (!samePlan(before.plan, plan)) changes.push('some operators are computed in another form');
  if (changes.length === 0) return [];
  return [
    `After the break at step ${before.step} ${changes.join('; ')}: ` +
      'the result can differ from that of an unbroken run.',
  ];
}

function samePlan(a: LoweringPlan, b: LoweringPlan): boolean {
  const [left, right] = [Object.entries(a.choices), b.choices];
  return left.length === Object.keys(right).length && left.every(([key, form]) => right[key] === form);
}
