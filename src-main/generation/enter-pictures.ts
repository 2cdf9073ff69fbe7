import type { GenerateOutput, PictureResult } from '../diffusion/types.ts';
import { storageError } from '../project/storage-error.ts';
import { placeImages, type StagedFiles, type StagedImage, stagedFiles } from '../project/store-image.ts';
import type { CompletedItem, JobContext, JobItem } from '../jobs/handler.ts';
import type { Project } from '../project/project.ts';
import type { NewProvenance } from '../project/queries/provenance.ts';
import type { GenerateItem, GenerateSettings } from './generate-settings.ts';

type Context = JobContext<GenerateSettings>;
type Item = JobItem<GenerateItem>;

export interface EnterOptions {
  project: Project;
  /** Told after pictures were entered, so that open views read again. */
  onImages: (setId: number) => void;
}

export const filesOf = (item: Item, { jobId }: Context, { project }: EnterOptions): StagedFiles =>
  stagedFiles(project, jobId, item.id);

/**
 * Enters pictures together with their items; one that is none, or that the set has already, fails its item. There are fewer results than
 * items when the job is to pause.
 */
export async function enterPictures(
  items: readonly Item[],
  { results, provenance }: GenerateOutput,
  context: Context,
  options: EnterOptions,
): Promise<void> {
  const { settings } = context;
  const staged: StagedImage[] = [];
  for (const [i, result] of results.entries()) {
    const image = stagedImage(items[i]!, result, provenance, context, options);
    if (image) staged.push(image);
    else await context.fail(items[i]!.id, { code: 'diverged', message: failureWords(result) });
  }
  const placements = await placeImages(options.project, settings.setId, staged);
  const done: CompletedItem[] = [];
  for (const placement of placements) {
    if (placement.kind === 'placed') {
      done.push({ itemId: placement.itemId, result: { kind: 'generated' }, also: [placement.row] });
    } else {
      await context.fail(placement.itemId, {
        code: 'conflict',
        message: `The same picture, pixel by pixel, as "${placement.sameAs}" of the set.`,
        advice: 'Top up the set: new seeds are drawn for what is missing.',
      });
    }
  }
  await context.completeMany(done);
  options.onImages(settings.setId);
}

const failureWords = (result: PictureResult): string =>
  result.kind === 'generation-failed' ? result.message : 'The picture could not be made.';

/** Null for a picture that the model could not make. */
function stagedImage(
  item: Item,
  result: PictureResult,
  provenance: GenerateOutput['provenance'],
  context: Context,
  options: EnterOptions,
): StagedImage | null {
  switch (result.kind) {
    case 'storage-failed':
      throw storageError(result);
    case 'generation-failed':
      return null;
    case 'image':
      break;
    default:
      return result satisfies never;
  }
  const prompt = context.settings.prompts[item.payload.prompt]!;
  const className = context.settings.classes.find(({ id }) => id === prompt.classId)?.name ?? 'image';
  return {
    itemId: item.id,
    staged: filesOf(item, context, options),
    image: result,
    classId: prompt.classId,
    split: null,
    sourceName: `${className} ${item.payload.seed}.png`,
    referencePath: null,
    caption: prompt.text,
    spec: null,
    generated: provenanceOf(item.payload, provenance, context),
  };
}

function provenanceOf(
  { prompt, seed, attempt }: GenerateItem,
  { modelHash, provider, runtime }: GenerateOutput['provenance'],
  { jobId, settings }: Context,
): NewProvenance {
  const { id, text, origin, context, style } = settings.prompts[prompt]!;
  const { negativePrompt, ...sampling } = settings.sampling;
  return {
    generation: {
      jobId,
      generator: 'built-in',
      model: settings.model.name,
      modelHash,
      settings: { ...sampling, provider, runtime },
    },
    promptId: id,
    promptText: text,
    negativePrompt,
    origin,
    context,
    style,
    seed,
    attempt,
  };
}
