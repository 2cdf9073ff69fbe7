import type { ScoringService } from '../../src-shared/api/scoring.ts';
import type { ClipModels } from './clip-models.ts';

/** The service as clients see it: models are there without a project, everything else is about the one that is open. */
export function joinScoring(models: ClipModels, current: () => ScoringService): ScoringService {
  return {
    ...models,
    state: async (filter) => current().state(filter),
    start: async (input) => current().start(input),
    histogram: async (filter) => current().histogram(filter),
    thresholds: async () => current().thresholds(),
    preview: async (input) => current().preview(input),
    apply: async (input) => current().apply(input),
    keepRandom: async (input) => current().keepRandom(input),
    undo: async (input) => current().undo(input),
    keptShares: async (filter) => current().keptShares(filter),
    nearDuplicates: async (filter) => current().nearDuplicates(filter),
    nearest: async (input) => current().nearest(input),
    promptDiversity: async (input) => current().promptDiversity(input),
    imageDiversity: async (input) => current().imageDiversity(input),
    setWanted: async (input) => current().setWanted(input),
  };
}
