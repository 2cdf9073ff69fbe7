import type { ScoringService } from '../../src-shared/api/scoring.ts';
import type { HostEvent } from '../../src-shared/api/services.ts';
import { type ClipLibrary, offeredClip } from './clip-library.ts';

export interface ClipModelsOptions {
  library: ClipLibrary;
  emit: (event: HostEvent) => void;
  /** Absolute path of a folder that clients know by this id. */
  resolveSource: (sourceId: string) => string;
}

/** The part of the service that needs no project. */
export type ClipModels = Pick<ScoringService, 'models' | 'addModel' | 'forgetModel'>;

export function createClipModels({ library, emit, resolveSource }: ClipModelsOptions): ClipModels {
  return {
    models: async () => (await library.listModels()).map(offeredClip),
    addModel: async ({ sourceId }) => {
      const modelId = await library.addModel(resolveSource(sourceId));
      emit({ type: 'models' });
      return { modelId };
    },
    forgetModel: async ({ modelId }) => {
      await library.forgetModel(modelId);
      emit({ type: 'models' });
    },
  };
}
