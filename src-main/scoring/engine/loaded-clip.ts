import type { ExecutionProvider } from '../../../src-shared/domain/execution-provider.ts';
import { requireProvider } from '../../graph/executors/check-provider.ts';
import { type ClipModel, loadClip } from '../clip/clip-model.ts';
import { PictureThreads } from './picture-threads.ts';

/** What a scoring keeps from one batch of images to the next. */
interface LoadedClip {
  readonly folder: string;
  readonly provider: ExecutionProvider;
  readonly clip: ClipModel;
  readonly threads: PictureThreads;
}

let loaded: LoadedClip | undefined;

/**
 * The model of a folder, loaded once for all calls in a row that name it: loading and releasing sessions leaks memory. The process ends
 * after the job, which gives everything back.
 */
export async function openClip(folder: string, provider: ExecutionProvider = 'cpu'): Promise<LoadedClip> {
  if (loaded?.folder === folder && loaded.provider === provider) return loaded;
  await closeClip();
  await requireProvider(provider);
  const clip = await loadClip(folder, provider);
  loaded = { folder, provider, clip, threads: new PictureThreads() };
  return loaded;
}

/** Gives the model back; for tests, and before another one is loaded. */
export async function closeClip(): Promise<void> {
  const closing = loaded;
  loaded = undefined;
  await closing?.threads.close();
  await closing?.clip.dispose();
}
