import type { Origin } from './image-set.ts';

/** The vocabulary that fits a project: the drawn world's where all its images were drawn, as only the starter models can know those. */
export const usualVocabulary = (sets: readonly { origin: Origin }[]): 'drawn-world' | 'everyday' =>
  sets.some(({ origin }) => origin.kind === 'drawn') && sets.every(({ origin }) => origin.kind !== 'imported')
    ? 'drawn-world'
    : 'everyday';
