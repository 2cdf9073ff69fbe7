import type { GenerationService } from '../../src-shared/api/generation.ts';
import type { HostEvent } from '../../src-shared/api/services.ts';
import type { MakePreview } from './make-preview.ts';
import { offeredModel, type TextToImageLibrary } from './text-to-image-library.ts';

export interface ModelServiceOptions {
  library: TextToImageLibrary;
  makePreview: MakePreview;
  emit: (event: HostEvent) => void;
  /** Absolute path of a folder that clients know by this id. */
  resolveSource: (sourceId: string) => string;
}

/** The part of the service that needs no project. */
export type ModelService = Pick<GenerationService, 'models' | 'addModel' | 'forgetModel' | 'preview'>;

export function createModelService(options: ModelServiceOptions): ModelService {
  const { library, emit } = options;
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
    preview: (input, signal) => options.makePreview(input, 'finished', signal),
  };
}
