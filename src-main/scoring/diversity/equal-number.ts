import { createRandom, hashSeed, shuffled } from '../../../src-shared/random.ts';
import { mean, sampleStd } from '../../../src-shared/statistics.ts';
import type { DiversityMeasure } from '../../../src-shared/domain/diversity.ts';
import { diversityOf, type Rows } from './diversity.ts';

/** What is measured, and how many of it at once. */
export interface DrawnRows {
  /** Places of rows, in groups (classes, say) that every draw takes from evenly. */
  readonly groups: readonly (readonly number[])[];
  /** Rows of a draw; 1 or more, and not more than there are. */
  readonly count: number;
  /** With all rows in one draw, there is only one. */
  readonly draws: number;
  readonly seed: number;
}

/** Places of `count` rows: groups take turns, so that none has more than one row more than another that has any left. Ascending. */
export function drawEvenly({ groups, count, seed }: Omit<DrawnRows, 'draws'>, draw: number): number[] {
  const random = createRandom(hashSeed('diversity', seed, draw));
  const waiting = shuffled(groups, random).map((group) => shuffled(group, random));
  const drawn: number[] = [];
  for (let turn = 0; drawn.length < count; turn++) {
    const before = drawn.length;
    for (const group of waiting) {
      const row = group[turn];
      if (row !== undefined && drawn.length < count) drawn.push(row);
    }
    if (drawn.length === before) throw new RangeError(`There are no ${count} rows to draw.`);
  }
  return drawn.toSorted((a, b) => a - b);
}

/** Diversity of some of the rows: means over the draws, and their spread. @throws RangeError for more rows than there are. */
export function diversityAtNumber({ data, dimension }: Rows, drawn: DrawnRows): DiversityMeasure {
  const available = drawn.groups.reduce((sum, group) => sum + group.length, 0);
  const draws = drawn.count === available ? 1 : drawn.draws;
  const found = Array.from({ length: draws }, (_, draw) => {
    const chosen = new Float32Array(drawn.count * dimension);
    for (const [place, row] of drawEvenly(drawn, draw).entries()) {
      chosen.set(data.subarray(row * dimension, (row + 1) * dimension), place * dimension);
    }
    return diversityOf({ data: chosen, dimension });
  });
  const distances = found.map(({ meanDistance }) => meanDistance);
  const scores = found.map(({ vendi }) => vendi);
  return {
    count: drawn.count,
    draws,
    meanDistance: mean(distances),
    vendi: mean(scores),
    spread: draws < 2 ? null : { meanDistance: sampleStd(distances) ?? 0, vendi: sampleStd(scores) ?? 0 },
  };
}
