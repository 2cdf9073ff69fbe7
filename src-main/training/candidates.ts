import type { Role, StyleCoverage, Verdict } from '../../src-shared/domain/image-set.ts';
import type { ImagePart } from '../../src-shared/domain/training-check.ts';

export type Part = ImagePart;

/** Verdicts of the images that take part where a person may choose. */
export const NOT_REJECTED = ['undecided', 'keep'] as const satisfies readonly Verdict[];

/** An image that a request trains or tests on. Rejected ones are none, except of val and test. */
export interface CandidateImage {
  readonly id: number;
  readonly setId: number;
  readonly classId: number;
  readonly part: Part;
  /** SHA-256 of the file, hex. */
  readonly contentHash: string;
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

/** Pictures that occur in two parts, as files or as the same pixels in other files. */
export interface Sharing {
  readonly parts: readonly [Part, Part];
  readonly total: number;
  /** Names of some of them in the first and in the second part. */
  readonly examples: readonly { readonly first: string; readonly second: string }[];
}

/** Pictures of the first part that look almost like one of the second, by the CLIP model that scored last. */
export interface NearSharing extends Omit<Sharing, 'examples'> {
  /** Most alike first; cosine of their embeddings. */
  readonly examples: readonly {
    readonly first: string;
    readonly firstId: number;
    readonly second: string;
    readonly secondId: number;
    readonly similarity: number;
  }[];
}

/** What near-duplicates across the borders mean for a request (docs/methods.md 8.2). */
export interface Doubt {
  /** Training images that take no part, because they look almost like a validation, test or OOD image, or are a validation image. */
  readonly dropped: readonly CandidateImage[];
  /** Ids of the test and OOD images that look almost like a train, validation or synthetic image, also where that was dropped. */
  readonly doubtful: readonly number[];
  /** Images that no scoring has compared with the others. */
  readonly notCompared: number;
}

interface NamedImage {
  readonly name: string;
  readonly className: string;
}

/** One picture under two classes. */
export interface Conflict {
  readonly first: NamedImage;
  readonly second: NamedImage;
}

/** Everything of the project that a request refers to. */
export interface Candidates {
  /** All classes of the project, in label order. */
  readonly classes: readonly CandidateClass[];
  readonly sets: readonly CandidateSet[];
  /** Without those that were dropped. */
  readonly images: readonly CandidateImage[];
  readonly sharing: readonly Sharing[];
  /** Empty for images that no scoring has looked at. */
  readonly nearSharing: readonly NearSharing[];
  readonly conflicts: readonly Conflict[];
  readonly doubt: Doubt;
}

export function imagesOfPart({ images }: Candidates, part: Part): CandidateImage[] {
  return images.filter((image) => image.part === part);
}

/** An order that depends on what the images hold alone, not on when they were imported; ids decide between equal files. */
export function sortedByContent<T extends { readonly contentHash: string }>(
  images: readonly T[],
  idOf: (image: T) => number,
): T[] {
  return images.toSorted((a, b) =>
    a.contentHash === b.contentHash ? idOf(a) - idOf(b) : a.contentHash < b.contentHash ? -1 : 1,
  );
}
