import type { ExecutionProvider } from '../../../src-shared/domain/execution-provider.ts';
import { runtimeVersion } from '../../graph/executors/onnxruntime.ts';
import { folderStamp } from '../../model-library/folder-stamp.ts';
import { hashModel } from '../model-folder/model-hash.ts';
import type { ModelProvenance } from '../types.ts';
import { openPipeline, type Pipeline } from './pipeline.ts';
import { PreviewBudget } from './preview-budget.ts';

export interface LoadedPipeline {
  readonly pipeline: Pipeline;
  readonly provenance: ModelProvenance;
  readonly budget: PreviewBudget;
}

interface Entry {
  readonly folder: string;
  readonly provider: ExecutionProvider;
  readonly stamp: string | null;
  readonly loaded: Promise<LoadedPipeline>;
  users: number;
}

/** The model that stays loaded for the next call; loading and releasing sessions leaks memory, so it is done as seldom as can be. */
let kept: Entry | undefined;

async function load(folder: string, provider: ExecutionProvider): Promise<LoadedPipeline> {
  const pipeline = await openPipeline(folder, provider);
  const { hash } = await hashModel(folder);
  const provenance = { modelHash: hash, provider, runtime: runtimeVersion() };
  return { pipeline, provenance, budget: new PreviewBudget() };
}

async function release(entry: Entry): Promise<void> {
  if (entry.users > 0 || entry === kept) return;
  const loaded = await entry.loaded.catch(() => undefined);
  await loaded?.pipeline.dispose();
}

function replaceKept(folder: string, provider: ExecutionProvider, stamp: string | null): Entry {
  const previous = kept;
  const entry: Entry = { folder, provider, stamp, loaded: load(folder, provider), users: 0 };
  kept = entry;
  entry.loaded.catch(() => {
    if (kept === entry) kept = undefined;
  });
  if (previous) void release(previous);
  return entry;
}

/**
 * Lends the model of a folder, loaded when it is not or when its files have changed since. Calls may overlap. `loadMs`: what this call waited for
 * it. Throws a `UserError` that says what is wrong with the folder or the provider.
 */
export async function withPipeline<T>(
  folder: string,
  provider: ExecutionProvider,
  use: (loaded: LoadedPipeline, loadMs: number) => Promise<T>,
): Promise<T> {
  const start = performance.now();
  const stamp = await folderStamp(folder);
  const isLoaded =
    stamp !== null && kept?.folder === folder && kept.provider === provider && kept.stamp === stamp;
  const entry = isLoaded && kept ? kept : replaceKept(folder, provider, stamp);
  entry.users++;
  try {
    const loaded = await entry.loaded;
    return await use(loaded, performance.now() - start);
  } finally {
    entry.users--;
    await release(entry);
  }
}

/** Gives back what is kept; for tests. */
export async function releasePipelines(): Promise<void> {
  const entry = kept;
  kept = undefined;
  if (entry) await release(entry);
}
