import type { HostEvent, ImagesService } from '../../src-shared/api/services.ts';
import type { Database } from '../project/database.ts';

export function createImagesService(database: Database, emit: (event: HostEvent) => void): ImagesService {
  return {
    sets: () => database.call('sets.list'),
    removeSet: async (setId) => {
      await database.call('sets.remove', setId);
      emit({ type: 'images', setId });
    },
    setStyleCoverage: async (input) => {
      await database.call('sets.setStyleCoverage', input);
      emit({ type: 'images', setId: input.setId });
    },
    index: (filter) => database.call('images.index', filter),
    details: (ids) => database.call('images.details', ids),
    setVerdicts: async (input) => {
      const result = await database.call('images.setVerdicts', input);
      emit({ type: 'verdicts', imageIds: input.imageIds, verdict: input.verdict });
      return result;
    },
    restoreVerdicts: async (input) => {
      await database.call('images.restoreVerdicts', input);
      emit({ type: 'verdicts', imageIds: input.previous.map((entry) => entry.id), verdict: null });
    },
    setClass: async (input) => {
      const result = await database.call('images.setClass', input);
      emit({ type: 'images', setId: null });
      return result;
    },
  };
}
