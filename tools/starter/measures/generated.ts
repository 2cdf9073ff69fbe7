import { loadClip } from '../../../src-main/scoring/clip/clip-model.ts';
import { dataSetObjects } from '../../../src-main/world/objects/catalogue.ts';
import { generateImages } from '../reporting/generate.ts';
import { cosines, embedPictures, plainPrompt } from './clip.ts';
import { agreement, largestOfRows } from './pictures.ts';

const AT_ONCE = 20;

/** Share of a text-to-image folder's images of the plainest prompts whose object a CLIP finds among all objects. */
export async function namedRight(
  folder: string,
  options: { readonly clip: string; readonly imagesPerObject: number },
): Promise<number> {
  const prompts = dataSetObjects.map(({ phrase }) => plainPrompt(phrase));
  const clip = await loadClip(options.clip);
  try {
    const size = clip.size.width;
    const requests = prompts.map((prompt) => ({ prompt, count: options.imagesPerObject }));
    const images = await generateImages(requests, { folder, size, batch: AT_ONCE, say: () => undefined });
    const seen = await embedPictures(clip, { pictures: images.flat(), size });
    const { data } = await clip.embedTexts(prompts);
    const named = largestOfRows(cosines(seen.data, data, seen.dimension), prompts.length);
    const wanted = Int32Array.from(named, (_, i) => Math.floor(i / options.imagesPerObject));
    return agreement(named, wanted);
  } finally {
    await clip.dispose();
  }
}
