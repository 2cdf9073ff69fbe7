import type { Origin } from './image-set.ts';

/** What pictures and words a project is about: the drawn tutorial world, or everything else. */
export type ProjectVocabulary = 'drawn-world' | 'everyday';

/** The vocabulary that fits a project: the drawn world's where all its images were drawn, as only the starter models can know those. */
export const usualVocabulary = (sets: readonly { origin: Origin }[]): ProjectVocabulary =>
  sets.some(({ origin }) => origin.kind === 'drawn') && sets.every(({ origin }) => origin.kind !== 'imported')
    ? 'drawn-world'
    : 'everyday';
