import type { Run } from '../../src-shared/domain/run.ts';
import type { NewRun } from '../project/queries/runs.ts';

type Known = Pick<
  Run,
  | 'experiment'
  | 'recipe'
  | 'seed'
  | 'settings'
  | 'realSetId'
  | 'syntheticSetIds'
  | 'images'
  | 'digests'
  | 'classNames'
>;

/**
 * The name under which new runs are compared: the wanted one, or `name (2)`, … where it belongs to other runs. Runs join an experiment
 * only if they differ from it in nothing but recipe and seed, so that a mean over seeds never mixes settings or images.
 */
export function experimentName(
  wanted: string,
  planned: readonly NewRun[],
  existing: readonly Known[],
): string {
  const membersOf = (name: string): Known[] => existing.filter(({ experiment }) => experiment === name);
  let name = wanted;
  for (let n = 2; !fits(planned, membersOf(name)); n++) name = `${wanted} (${n})`;
  return name;
}

function fits(planned: readonly NewRun[], members: readonly Known[]): boolean {
  return members.every((member) =>
    planned.every((run) => {
      if (run.recipe === member.recipe && run.seed === member.seed) return false;
      const alike = run.recipe !== member.recipe || sameImages(run, member);
      return alike && shared(run) === shared(member);
    }),
  );
}

const sameImages = (a: NewRun, b: Known): boolean =>
  a.images.real === b.images.real &&
  a.images.synthetic === b.images.synthetic &&
  a.digests.synthetic === b.digests.synthetic &&
  inOrder(a.syntheticSetIds).join() === inOrder(b.syntheticSetIds).join();

const inOrder = (ids: readonly number[]): number[] => ids.toSorted((a, b) => a - b);

const shared = ({ settings, realSetId, digests, classNames }: NewRun | Known): string =>
  JSON.stringify([settings, realSetId, digests.data, classNames]);
