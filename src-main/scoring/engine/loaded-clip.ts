import { type ClipModel, loadClip } from '../clip/clip-model.ts';
import { PictureThreads } from './picture-threads.ts';

/** What a scoring keeps from one batch of images to the next. */
interface LoadedClip {
  readonly folder: string;
  readonly clip: ClipModel;
  readonly threads: PictureThreads;
}

let loaded: LoadedClip | undefined;

/**
 * The model of a folder, loaded once for all calls in a row that name it: loading and releasing sessions leaks memory. The process ends
 * after the job, which gives everything back.
 */
export async function openClip(folder: string): Promise<LoadedClip> {
  if (loaded?.folder === folder) return loaded;
  await closeClip();
  const clip = await loadClip(folder);
  loaded = { folder, clip, threads: new PictureThreads() };
  return loaded;
}

/** Gives the model back; for tests, and before another one is loaded. */
export async function closeClip(): Promise<void> {
  const closing = loaded;
  loaded = undefined;
  await closing?.threads.close();
  await closing?.clip.dispose();
}
