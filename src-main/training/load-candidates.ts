import { type ImageSet, isOfDrawnWorld } from '../../src-shared/domain/image-set.ts';
import type { TrainRequest } from '../../src-shared/domain/training.ts';
import type { Database } from '../project/database.ts';
import type { ImageSelection } from '../project/queries/image-training.ts';
import {
  type CandidateClass,
  type CandidateImage,
  type Candidates,
  type CandidateSet,
  NOT_REJECTED,
  type Part,
} from './candidates.ts';
import { loadConflicts } from './load-conflicts.ts';
import { loadCrossings } from './load-crossings.ts';

/**
 * Which of the project's images a request uses as what. Rejected images are left out where a person may choose: of what is trained on and of
 * OOD sets. Val and test stay whole, so that no verdict makes the measurement easier.
 */
function selectionsOf(request: TrainRequest): Record<Part, ImageSelection[]> {
  const { realSetId: setId } = request;
  return {
    train: [{ setId, split: 'train', verdicts: NOT_REJECTED }],
    val: [{ setId, split: 'val' }],
    test: [{ setId, split: 'test' }],
    synthetic: unique(request.syntheticSetIds).map((id) => ({ setId: id, verdicts: NOT_REJECTED })),
    ood: unique(request.oodSetIds).map((id) => ({ setId: id, verdicts: NOT_REJECTED })),
  };
}

const unique = (ids: readonly number[]): number[] => [...new Set(ids)];

/** Reads everything that a request refers to; sets that do not exist are simply missing. */
export async function loadCandidates(database: Database, request: TrainRequest): Promise<Candidates> {
  const [allSets, classes] = await Promise.all([database.call('sets.list'), database.call('classes.list')]);
  const wanted = new Set([request.realSetId, ...request.syntheticSetIds, ...request.oodSetIds]);
  const sets = allSets.filter(({ id }) => wanted.has(id)).map(toCandidateSet);
  const selections = selectionsOf(request);
  const [images, crossings, conflicts, notCompared] = await Promise.all([
    loadImages(database, selections, classes),
    loadCrossings(database, selections),
    loadConflicts(database, selections),
    database.call('images.notCompared', Object.values(selections).flat()),
  ]);
  const isLeaking = (id: number): boolean =>
    request.settings.nearDuplicates === 'drop' && crossings.leaking.has(id);
  return {
    classes: classes.map(({ id, name }) => ({ id, name })),
    sets,
    images: images.filter(({ id }) => !isLeaking(id)),
    sharing: crossings.sharing,
    nearSharing: crossings.nearSharing,
    conflicts,
    doubt: {
      dropped: images.filter(({ id }) => isLeaking(id)),
      doubtful: [...crossings.doubtful].toSorted((a, b) => a - b),
      notCompared,
    },
  };
}

const toCandidateSet = ({ id, role, name, styleCoverage, origin }: ImageSet): CandidateSet => ({
  id,
  role,
  name,
  styleCoverage,
  drawn: isOfDrawnWorld(origin),
});

async function loadImages(
  database: Database,
  selections: Record<Part, readonly ImageSelection[]>,
  classes: readonly CandidateClass[],
): Promise<CandidateImage[]> {
  const parts = Object.entries(selections) as [Part, readonly ImageSelection[]][];
  const wanted = parts.flatMap(([part, list]) => list.map((selection) => ({ part, selection })));
  const loaded = await Promise.all(
    wanted.map(async ({ part, selection }) => {
      const files = await database.call('images.files', selection);
      return files.ids.map(
        (id, index): CandidateImage => ({
          id,
          setId: selection.setId,
          classId: classes[files.classPositions[index]!]!.id,
          part,
          contentHash: files.sha256[index]!,
        }),
      );
    }),
  );
  return loaded.flat();
}
