import { hashSeed } from '../../../src-shared/random.ts';
import type { DiversityGroup } from '../../../src-shared/api/diversity.ts';
import { drawEvenly, type DrawnRows } from './equal-number.ts';

/** Compared at once at most: beyond, both measures hardly change, and the Vendi score takes the cube of it. */
const MOST_AT_ONCE = 256;
/** Drawn from at most, so that a large project needs few embeddings. */
const MOST_DRAWN_FROM = 512;
/** Small groups are quickly measured, and vary more. */
const drawsOf = (count: number): number => (count <= 64 ? 20 : 4);

/** A prompt or an image that has or will have an embedding. */
export interface Member<Key> {
  readonly key: Key;
  readonly classId: number;
}

/** What is to be compared: `own` with as many of `baseline`. */
export interface GroupRequest<Key> {
  readonly by: DiversityGroup['by'];
  readonly key: string | null;
  readonly own: readonly Member<Key>[];
  readonly baseline: readonly Member<Key>[];
}

/** Rows to embed or to read, and what is to be measured among them. */
export interface GroupPlan<Key> {
  readonly keys: readonly Key[];
  readonly parts: readonly DrawnRows[];
  /** Of each request: places of its two measures. */
  readonly groups: readonly {
    readonly by: DiversityGroup['by'];
    readonly key: string | null;
    readonly total: number;
    readonly own: number;
    readonly baseline: number | null;
  }[];
}

/** Chooses at which number each request is compared. Requests without members of their own are left out. */
export function planGroups<Key>(requests: readonly GroupRequest<Key>[], seed: number): GroupPlan<Key> {
  const rowOf = new Map<Key, number>();
  const parts: DrawnRows[] = [];
  const groups: GroupPlan<Key>['groups'][number][] = [];
  const add = (members: readonly Member<Key>[], count: number): number => {
    const chosen = chooseFrom(members, seed);
    for (const { key } of chosen) if (!rowOf.has(key)) rowOf.set(key, rowOf.size);
    const byClass = Map.groupBy(chosen, ({ classId }) => classId).values();
    const rows = [...byClass].map((own) => own.map(({ key }) => rowOf.get(key) ?? -1));
    return parts.push({ groups: rows, count, draws: drawsOf(count), seed }) - 1;
  };
  for (const { by, key, own, baseline } of requests) {
    if (own.length === 0) continue;
    const count = Math.min(own.length, baseline.length || own.length, MOST_AT_ONCE);
    const place = add(own, count);
    const other = baseline.length === 0 ? null : add(baseline, count);
    groups.push({ by, key, total: own.length, own: place, baseline: other });
  }
  return { keys: [...rowOf.keys()], parts, groups };
}

function chooseFrom<Key>(members: readonly Member<Key>[], seed: number): readonly Member<Key>[] {
  if (members.length <= MOST_DRAWN_FROM) return members;
  const places = members.map((_, place) => place);
  const groups = [...Map.groupBy(places, (place) => members[place]!.classId).values()];
  const request = { groups, count: MOST_DRAWN_FROM, seed: hashSeed('drawn from', seed) };
  return drawEvenly(request, 0).map((place) => members[place]!);
}
