import type { Database } from '../project/database.ts';
import type { ImageSelection } from '../project/queries/image-training.ts';
import type { Conflict } from './candidates.ts';

/** Training pictures that carry another class in another set; found among the first hundred pictures that sets share. */
export async function loadConflicts(
  database: Database,
  { train, synthetic }: { train: readonly ImageSelection[]; synthetic: readonly ImageSelection[] },
): Promise<Conflict[]> {
  const shared = await Promise.all(
    [train, synthetic].map((training) => database.call('images.shared', { training, sealed: synthetic })),
  );
  const pairs = shared.flatMap(({ examples }) => examples);
  const ids = new Set(pairs.flatMap(({ trainingId, sealedId }) => [trainingId, sealedId]));
  const details = await database.call('images.details', [...ids]);
  const classes = new Map(details.map(({ id, className }) => [id, className]));
  const conflicts = pairs.flatMap(({ trainingId, trainingName, sealedId, sealedName }) => {
    const [first, second] = [classes.get(trainingId), classes.get(sealedId)];
    if (first === undefined || second === undefined || first === second) return [];
    const key = [trainingId, sealedId].toSorted((a, b) => a - b).join();
    return [
      {
        key,
        first: { name: trainingName, className: first },
        second: { name: sealedName, className: second },
      },
    ];
  });
  // Two synthetic sets are compared in both directions.
  const unique = new Map(conflicts.map(({ key, first, second }) => [key, { first, second }]));
  return [...unique.values()];
}
