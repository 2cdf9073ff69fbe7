import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { LoweringPlan } from '../../../src-main/graph/lowering/plan.ts';
import { writeDurably } from '../../../src-main/files/durable-write.ts';
import { errorCode } from '../../../src-main/files/error-code.ts';
import type { TensorData } from '../../../src-main/graph/tensor-data.ts';
import { decodeSafetensors, encodeSafetensors } from '../../../src-main/networks/safetensors.ts';

/** Everything that a later process needs to go on as if nothing had happened. */
export interface Checkpoint {
  readonly tensors: ReadonlyMap<string, TensorData>;
  readonly plan: LoweringPlan;
}

const planSchema = z.object({ version: z.literal(1), choices: z.record(z.string(), z.string()) });

export async function writeCheckpoint(path: string, { tensors, plan }: Checkpoint): Promise<void> {
  await writeDurably(path, encodeSafetensors({ tensors, metadata: { plan: JSON.stringify(plan) } }));
}

/** Undefined where there is none yet. */
export async function readCheckpoint(path: string): Promise<Checkpoint | undefined> {
  const bytes = await readFile(path).catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  });
  if (bytes === undefined) return undefined;
  const { tensors, metadata } = decodeSafetensors(bytes);
  return { tensors, plan: planSchema.parse(JSON.parse(metadata['plan'] ?? 'null')) };
}
