import type { Role, Split, StyleCoverage, Verdict } from '../../src-shared/domain/image-set.ts';

/** An image that a request could train or test on, as the project knows it. */
export interface CandidateImage {
  readonly id: number;
  readonly setId: number;
  readonly classId: number;
  readonly role: Role;
  /** Of real images; null for the others. */
  readonly split: Split | null;
  readonly verdict: Verdict;
  /** SHA-256 of the file, hex. */
  readonly contentHash: string;
  /** SHA-256 of size and decoded pixels, hex. */
  readonly pixelHash: string;
  /** Name of the file as it was given. */
  readonly sourceName: string;
}

export interface CandidateSet {
  readonly id: number;
  readonly role: Role;
  readonly name: string;
  readonly styleCoverage: StyleCoverage;
  /** Whether this program drew it. */
  readonly drawn: boolean;
}

export interface CandidateClass {
  readonly id: number;
  readonly name: string;
}

/** Everything of the project that a request refers to. */
export interface Candidates {
  /** All classes of the project, in label order. */
  readonly classes: readonly CandidateClass[];
  readonly sets: readonly CandidateSet[];
  /** The images of these sets. */
  readonly images: readonly CandidateImage[];
}

/** Which part an image can play: rejected synthetic images play none. */
export type Part = Split | 'synthetic' | 'ood';

/** Rejected synthetic images are left out; kept and undecided ones are used alike, however many were looked at. */
export function partOf(image: CandidateImage): Part | null {
  if (image.role === 'real') return image.split;
  if (image.role === 'ood') return 'ood';
  return image.verdict === 'reject' ? null : 'synthetic';
}

export function imagesOfPart(candidates: Candidates, part: Part): CandidateImage[] {
  return candidates.images.filter((image) => partOf(image) === part);
}
