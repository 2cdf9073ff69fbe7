import type { Database } from '../project/database.ts';
import type { Operations } from '../project/queries/index.ts';
import type { ImageSelection } from '../project/queries/image-training.ts';
import type { NearSharing, Part, Sharing } from './candidates.ts';
import { borders, isTrained, isValidation } from './leaks.ts';

type Selections = Record<Part, readonly ImageSelection[]>;

/** What crosses the borders between the parts of a request, as files or nearly. */
export interface Crossings {
  readonly sharing: readonly Sharing[];
  readonly nearSharing: readonly NearSharing[];
  /** Train and synthetic images that look almost like a validation, test or OOD image, or are a validation image. */
  readonly leaking: ReadonlySet<number>;
  /** Test and OOD images that look almost like a train, validation or synthetic image. */
  readonly doubtful: ReadonlySet<number>;
}

export async function loadCrossings(database: Database, selections: Selections): Promise<Crossings> {
  const leaking = new Set<number>();
  const doubtful = new Set<number>();
  const found = await Promise.all(
    borders.map(async (parts) => {
      const [first, second] = parts;
      const input = { training: selections[first], sealed: selections[second] };
      const [shared, near] = await Promise.all([
        database.call('images.shared', input),
        database.call('images.nearlyShared', input),
      ]);
      if (isTrained(first)) for (const id of near.trainingIds) leaking.add(id);
      // Sharing with a sealed part is refused.
      if (isValidation(second)) for (const id of shared.trainingIds) leaking.add(id);
      else for (const id of near.sealedIds) doubtful.add(id);
      return { sharing: sharingOf(parts, shared), nearSharing: nearSharingOf(parts, near) };
    }),
  );
  return {
    sharing: found.map(({ sharing }) => sharing),
    nearSharing: found.map(({ nearSharing }) => nearSharing),
    leaking,
    doubtful,
  };
}

type Shared = Operations['images.shared'];
type NearlyShared = Operations['images.nearlyShared'];

const sharingOf = (parts: Sharing['parts'], { total, examples }: ReturnType<Shared>): Sharing => ({
  parts,
  total,
  examples: examples.map((pair) => ({ first: pair.trainingName, second: pair.sealedName })),
});

const nearSharingOf = (
  parts: Sharing['parts'],
  { trainingIds, examples }: ReturnType<NearlyShared>,
): NearSharing => ({
  parts,
  total: trainingIds.length,
  examples: examples.map((pair) => ({
    first: pair.trainingName,
    firstId: pair.trainingId,
    second: pair.sealedName,
    secondId: pair.sealedId,
    similarity: pair.similarity,
  })),
});
