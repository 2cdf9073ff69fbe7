import type { HostEvent, TrainingService } from '../../../src-shared/api/services.ts';
import { offeredNetwork, type PretrainedLibrary } from './library.ts';

/** The part of the service that needs no project. */
export type PretrainedModels = Pick<TrainingService, 'pretrained' | 'addPretrained' | 'forgetPretrained'>;

export interface PretrainedModelsOptions {
  readonly library: PretrainedLibrary;
  readonly emit: (event: HostEvent) => void;
  /** Absolute path of a folder or file that clients know by this id. */
  readonly resolveSource: (sourceId: string) => string;
}

export function createPretrainedModels({
  library,
  emit,
  resolveSource,
}: PretrainedModelsOptions): PretrainedModels {
  return {
    pretrained: async () => (await library.listModels()).map(offeredNetwork),
    addPretrained: async ({ sourceId, stated }) => {
      const modelId = await library.addModel(resolveSource(sourceId), stated);
      emit({ type: 'models' });
      return { modelId };
    },
    forgetPretrained: async ({ modelId }) => {
      await library.forgetModel(modelId);
      emit({ type: 'models' });
    },
  };
}
