import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { LoweringPlan } from '../../graph/lowering/plan.ts';
import type { TensorData } from '../../graph/tensor-data.ts';
import { UserError } from '../../../src-shared/errors.ts';
import { writeDurably } from '../../files/durable-write.ts';
import { encodeSafetensors } from '../../networks/safetensors.ts';
import { readSafetensors } from '../../networks/safetensors-files.ts';
import { runFiles } from './task.ts';

const domainSums = z.object({ loss: z.number(), images: z.number() });

/** What a checkpoint holds beside tensors. */
const progressSchema = z.object({
  version: z.literal(1),
  /** Steps done; the batches go on from here, as they are a function of the step. */
  step: z.number().int().nonnegative(),
  /** The stage that was begun last; at a boundary the next one is not begun yet. */
  stage: z.number().int().nonnegative().default(0),
  /** Validations since the best one. */
  sinceBest: z.number().int().nonnegative().default(0),
  /** Of the images, settings and seed: a run goes on alike only where it is the same. */
  fingerprint: z.string(),
  plan: z.object({ version: z.literal(1), choices: z.record(z.string(), z.string()) }),
  /** Version of ONNX Runtime, number of threads and processor, which decide the rounding. */
  runtime: z.string(),
  threads: z.number().int(),
  /** Absent from checkpoints of older versions. */
  processor: z.string().optional(),
  best: z.object({ step: z.number().int(), valAccuracy: z.number(), valLoss: z.number() }).nullable(),
  meter: z.object({
    steps: z.number(),
    loss: z.number(),
    correct: z.number(),
    images: z.number(),
    domains: z.array(domainSums),
  }),
  /** Of all sessions together. */
  clock: z.object({ trainingMs: z.number(), waitedMs: z.number(), images: z.number() }),
});
export type CheckpointProgress = Omit<z.infer<typeof progressSchema>, 'version' | 'plan'> & {
  plan: LoweringPlan;
};

export interface Checkpoint {
  readonly progress: CheckpointProgress;
  /** Parameters, buffers, moving averages and optimizer state. */
  readonly state: ReadonlyMap<string, TensorData>;
  /** Parameters and buffers of the best step so far, if they cannot be had from the current state. */
  readonly best: ReadonlyMap<string, TensorData> | null;
}

const CURRENT = 'current.';
const BEST = 'best.';

/**
 * Writes `checkpoint.safetensors` into the run's folder: under a temporary name, synced, then renamed over the old one, so that there
 * is a whole one at every instant. Rejects with the system's error (ENOSPC, EROFS, …).
 */
export async function writeCheckpoint(folder: string, checkpoint: Checkpoint): Promise<void> {
  const tensors = new Map<string, TensorData>();
  for (const [name, value] of checkpoint.state) tensors.set(CURRENT + name, value);
  for (const [name, value] of checkpoint.best ?? []) tensors.set(BEST + name, value);
  const metadata = { progress: JSON.stringify({ version: 1, ...checkpoint.progress }) };
  await writeDurably(join(folder, runFiles.checkpoint), encodeSafetensors({ tensors, metadata }));
}

/** Null where there is none. Throws when the file is there but damaged. */
export async function readCheckpoint(folder: string): Promise<Checkpoint | null> {
  // Tensor after tensor: the file may be larger than Node.js reads at once, 2 GiB.
  const file = await readSafetensors(join(folder, runFiles.checkpoint)).catch((error: unknown) => {
    if (error instanceof UserError && error.code === 'not-found') return null;
    throw error;
  });
  if (!file) return null;
  const { tensors, metadata } = file;
  const { version: _, ...progress } = progressSchema.parse(JSON.parse(metadata['progress'] ?? 'null'));
  const best = withPrefix(tensors, BEST);
  return { progress, state: withPrefix(tensors, CURRENT), best: best.size > 0 ? best : null };
}

export async function removeCheckpoint(folder: string): Promise<void> {
  await rm(join(folder, runFiles.checkpoint), { force: true });
}

function withPrefix(tensors: ReadonlyMap<string, TensorData>, prefix: string): Map<string, TensorData> {
  const found = [...tensors].filter(([name]) => name.startsWith(prefix));
  return new Map(found.map(([name, value]) => [name.slice(prefix.length), value]));
}
