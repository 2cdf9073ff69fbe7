import type { Database } from 'better-sqlite3';
import type { ScoreFilter } from '../../../src-shared/api/scoring.ts';
import type { Verdict, VerdictBy } from '../../../src-shared/domain/image-set.ts';
import type { PromptOrigin } from '../../../src-shared/domain/prompt.ts';
import { type FilterPreview, type Threshold, thresholdRule } from '../../../src-shared/domain/score.ts';
import { createRandom, hashSeed, shuffled } from '../../../src-shared/random.ts';
import { FILTERED_IMAGES, filterBinding } from './score-filter.ts';
import { prepared } from './statement.ts';

/** A synthetic image as the filter sees it. */
export interface Candidate {
  readonly id: number;
  readonly classId: number;
  readonly verdict: Verdict;
  readonly verdictBy: VerdictBy;
  /** Null without a score of its class. */
  readonly probability: number | null;
  readonly origin: PromptOrigin | null;
}

export interface Decision {
  readonly image: Candidate;
  readonly verdict: 'keep' | 'reject';
}

type CandidateRow = [number, number, Verdict, VerdictBy, number | null, PromptOrigin | null];

export function filterCandidates(db: Database, filter: ScoreFilter): Candidate[] {
  return prepared<[object], CandidateRow>(
    db,
    `SELECT image.id, image.class_id, verdict, verdict_by, probability, made.origin
     FROM ${FILTERED_IMAGES} ORDER BY image.id`,
  )
    .raw()
    .all(filterBinding(filter))
    .map(([id, classId, verdict, verdictBy, probability, origin]) => ({
      id,
      classId,
      verdict,
      verdictBy,
      probability,
      origin,
    }));
}

const isByHand = ({ verdict, verdictBy }: Candidate): boolean =>
  verdictBy === 'person' && verdict !== 'undecided';

/** What the filter may decide about: scored images that no person kept or rejected. */
const isOpen = (image: Candidate): boolean => image.probability !== null && !isByHand(image);

export function decideByThreshold(
  images: readonly Candidate[],
  thresholds: readonly Threshold[],
  classes: number,
): Decision[] {
  const thresholdOf = thresholdRule(thresholds, classes);
  return images.filter(isOpen).map((image) => {
    const keep = (image.probability ?? 0) > thresholdOf(image.classId, image.origin);
    return { image, verdict: keep ? 'keep' : 'reject' };
  });
}

/**
 * The decisions with as many more kept as it takes to have `least` kept images in each class, the most probable first
 * (He et al. 2023). Images kept by hand count; `images` are all candidates.
 */
export function keepingAtLeast(
  least: number,
  images: readonly Candidate[],
  decisions: readonly Decision[],
): Decision[] {
  const missing = new Map(
    [...new Set(images.map(({ classId }) => classId))].map((classId) => [classId, least]),
  );
  const use = (classId: number): void => void missing.set(classId, (missing.get(classId) ?? 0) - 1);
  for (const image of images) if (isByHand(image) && image.verdict === 'keep') use(image.classId);
  for (const { image, verdict } of decisions) if (verdict === 'keep') use(image.classId);
  const saved = new Set<number>();
  for (const { image } of decisions
    .filter(({ verdict }) => verdict === 'reject')
    .toSorted((a, b) => (b.image.probability ?? 0) - (a.image.probability ?? 0))) {
    if ((missing.get(image.classId) ?? 0) <= 0) continue;
    use(image.classId);
    saved.add(image.id);
  }
  return decisions.map((decision) =>
    saved.has(decision.image.id) ? { ...decision, verdict: 'keep' } : decision,
  );
}

/** In each class as many kept as now, chosen by chance among those that the filter may decide about. */
export function decideByChance(images: readonly Candidate[], seed: number): Decision[] {
  return [...Map.groupBy(images.filter(isOpen), ({ classId }) => classId)].flatMap(([classId, members]) => {
    const kept = members.filter(({ verdict }) => verdict === 'keep').length;
    const random = createRandom(hashSeed(seed, 'keep-random', classId));
    return shuffled(members, random).map(
      (image, place): Decision => ({ image, verdict: place < kept ? 'keep' : 'reject' }),
    );
  });
}

export function previewOf(images: readonly Candidate[], decisions: readonly Decision[]): FilterPreview {
  const count = (test: (decision: Decision) => boolean): number => decisions.filter(test).length;
  const scored = images.filter(({ probability }) => probability !== null).length;
  return {
    scored,
    unscored: images.length - scored,
    byHand: images.filter(isByHand).length,
    wouldKeep: count(({ verdict }) => verdict === 'keep'),
    wouldReject: count(({ verdict }) => verdict === 'reject'),
    flips: {
      toKeep: count(({ image, verdict }) => image.verdict === 'reject' && verdict === 'keep'),
      toReject: count(({ image, verdict }) => image.verdict === 'keep' && verdict === 'reject'),
    },
    fresh: count(({ image }) => image.verdict === 'undecided'),
  };
}
