import type { PromptVocabulary } from '../../../src-shared/api/prompts.ts';
import type { ClipLibrary } from '../../scoring/clip-library.ts';
import { usualClip } from '../../scoring/usual-clip.ts';
import type { WriteSettings } from './write-settings.ts';

/**
 * The CLIP that tells alike prompts; null where there is none that knows the project's words: one that has never read them finds all of
 * them alike.
 */
export async function comparerFor(
  library: ClipLibrary,
  vocabulary: PromptVocabulary['id'],
): Promise<WriteSettings['comparer']> {
  const usable = (await library.listModels()).some(({ inspection }) => inspection.kind === 'usable');
  if (!usable) return null;
  const { id, name, card, inspection } = await usualClip(library, vocabulary);
  if (card.vocabulary === 'drawn-world' && vocabulary !== 'drawn-world') return null;
  return { id, name, hash: inspection.modelHash };
}
