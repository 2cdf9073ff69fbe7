import type { Prompt } from '../../../src-shared/domain/prompt.ts';

/** A prompt that a person typed, without context and style, but for what a test cares about. */
export const samplePrompt = (fields: Partial<Prompt> & Pick<Prompt, 'id'>): Prompt => ({
  classId: 1,
  text: 'a photo of an owl',
  origin: 'typed',
  writer: 'person',
  context: null,
  style: null,
  attributes: {},
  edited: false,
  original: null,
  locked: false,
  stale: false,
  recipeId: null,
  createdAt: '2026-01-01T00:00:00Z',
  images: { total: 0, keep: 0, reject: 0 },
  ...fields,
});
