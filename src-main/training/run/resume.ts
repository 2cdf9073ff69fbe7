import type { LoweringPlan } from '../../graph/lowering/plan.ts';
import { type Checkpoint, type CheckpointProgress, readCheckpoint } from './checkpoint.ts';

/** What decides how a step is rounded, beside the numbers themselves. */
export interface Circumstances {
  readonly fingerprint: string;
  /** Version of ONNX Runtime. */
  readonly runtime: string;
  readonly threads: number;
}

/** The checkpoint to go on from, if there is one that can be read. */
export async function findCheckpoint(
  folder: string,
): Promise<{ checkpoint: Checkpoint | null; notes: string[] }> {
  try {
    return { checkpoint: await readCheckpoint(folder), notes: [] };
  } catch {
    return { checkpoint: null, notes: ['The checkpoint is damaged, so the run begins again.'] };
  }
}

/** Why a resumed run may not end exactly where it would have ended without a break; empty where it will. */
export function differences(
  before: Pick<CheckpointProgress, 'step' | 'fingerprint' | 'runtime' | 'threads' | 'plan'>,
  now: Circumstances,
  plan: LoweringPlan,
): string[] {
  const changes: string[] = [];
  if (before.fingerprint !== now.fingerprint) changes.push('other images than before can be read');
  if (before.runtime !== now.runtime) {
    changes.push(`ONNX Runtime is ${now.runtime}, it was ${before.runtime}`);
  }
  if (before.threads !== now.threads)
    changes.push(`it uses ${now.threads} threads, it used ${before.threads}`);
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
