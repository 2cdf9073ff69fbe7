import type { GenerationService } from '../../src-shared/api/generation.ts';
import type { HostEvent } from '../../src-shared/api/services.ts';
import type { Engine } from '../engine/engine.ts';
import { createIdleRelease } from './idle-release.ts';
import { livePreview } from './live-preview.ts';
import type { Previews } from './previews.ts';
import { offeredModel, type TextToImageLibrary } from './text-to-image-library.ts';

export interface ModelServiceOptions {
  engine: Engine;
  library: TextToImageLibrary;
  previews: Previews;
  emit: (event: HostEvent) => void;
  /** Absolute path of a folder that clients know by this id. */
  resolveSource: (sourceId: string) => string;
  /** Whether a job is being worked on. */
  isBusy: () => boolean;
}

/** The part of the service that needs no project. */
export type ModelService = Pick<GenerationService, 'models' | 'addModel' | 'forgetModel' | 'preview'>;

/** What a preview that no job makes counts as. */
const NO_JOB = 0;

export function createModelService(options: ModelServiceOptions): ModelService {
  const { engine, library, previews, emit } = options;
  const release = createIdleRelease(engine, options.isBusy);
  return {
    models: async () => (await library.listModels()).map(offeredModel),
    addModel: async ({ sourceId }) => {
      const modelId = await library.addModel(options.resolveSource(sourceId));
      emit({ type: 'models' });
      return { modelId };
    },
    forgetModel: async ({ modelId }) => {
      await library.forgetModel(modelId);
      emit({ type: 'models' });
    },
    preview: async ({ modelId, prompt, sampling, seed }) => {
      const { folder, name } = await library.usableModel(modelId);
      const show = livePreview(NO_JOB, options);
      const { png, tokens, unseen } = await engine
        .run(
          'generation.preview',
          { model: { folder, name }, prompt, sampling, seed },
          { onProgress: (progress) => show(progress, prompt) },
        )
        .finally(() => release.used());
      const previewId = previews.put('finished', { bytes: png, contentType: 'image/png' });
      return { previewId, seed, tokens, unseen };
    },
  };
}
