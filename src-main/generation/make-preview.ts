import type { PreviewImage, PreviewPrompt } from '../../src-shared/api/generation.ts';
import type { HostEvent } from '../../src-shared/api/services.ts';
import type { Engine } from '../engine/engine.ts';
import { createIdleRelease } from './idle-release.ts';
import { livePreview } from './live-preview.ts';
import type { Previews, Shelf } from './previews.ts';
import type { TextToImageLibrary } from './text-to-image-library.ts';

/** Makes one picture that belongs to no set, and keeps it on the shelf. UserError 'cancelled' once `signal` is aborted. */
export type MakePreview = (
  input: PreviewPrompt,
  shelf: Exclude<Shelf, 'live'>,
  signal?: AbortSignal,
) => Promise<PreviewImage>;

export interface MakePreviewOptions {
  engine: Engine;
  library: TextToImageLibrary;
  previews: Previews;
  emit: (event: HostEvent) => void;
  /** Whether a job is being worked on. */
  isBusy: () => boolean;
}

/** What a preview that no job makes counts as. */
const NO_JOB = 0;

export function createMakePreview(options: MakePreviewOptions): MakePreview {
  const { engine, library, previews } = options;
  const release = createIdleRelease(engine, options.isBusy);
  return async ({ modelId, prompt, sampling, seed }, shelf, signal) => {
    const { folder, name } = await library.usableModel(modelId);
    const show = livePreview(NO_JOB, options);
    const { png, tokens, unseen } = await engine
      .run(
        'generation.preview',
        { model: { folder, name }, prompt, sampling, seed },
        { onProgress: (progress) => show(progress, prompt), ...(signal && { signal }) },
      )
      .finally(() => release.used());
    const previewId = previews.put(shelf, { bytes: png, contentType: 'image/png' });
    return { previewId, seed, tokens, unseen };
  };
}
