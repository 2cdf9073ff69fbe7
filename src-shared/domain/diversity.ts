/**
 * How different some prompts or images are from each other, by CLIP embeddings. Both measures depend on how many are measured, the Vendi score
 * above all: compare at equal numbers only (docs/methods.md 8.7).
 */
export interface DiversityMeasure {
  /** Measured at once. */
  count: number;
  /** Seeded draws of so many; the measures are means over them. 1: all there are. */
  draws: number;
  /** Mean of 1 - cosine over all pairs, in [0, 2]. */
  meanDistance: number;
  /** Effective number of different ones (exponential of the entropy of the eigenvalues of their cosines), in [1, count]. */
  vendi: number;
  /** Sample standard deviation over the draws; null for a single one. */
  spread: { meanDistance: number; vendi: number } | null;
}
