import type { PromptOrigin } from '../../../src-shared/domain/prompt.ts';
import { toFloat16Bits } from '../../../src-shared/float16.ts';
import type { Project } from '../project.ts';
import type { NewImage } from '../queries/image-rows.ts';
import { newImage, newSet } from './temporary-project.ts';

export interface GivenImage {
  readonly classId: number;
  readonly probability: number | null;
  readonly origin?: PromptOrigin;
  readonly style?: string;
  readonly verdict?: NewImage['verdict'];
}

const provenance = (origin: PromptOrigin, style: string | undefined): NewImage['generated'] => ({
  generation: { jobId: null, generator: 'built-in', model: 'Tiny', modelHash: 'm', settings: {} },
  promptId: null,
  promptText: `an image ${origin}`,
  negativePrompt: '',
  origin,
  context: null,
  style: style ?? null,
  seed: 1,
  attempt: 1,
});

/** Begins a scoring with the classes as they are now. */
export async function beginScoring({ database }: Project, jobTitle = 'Score'): Promise<number> {
  const jobId = await database.call('jobs.add', {
    kind: 'score',
    title: jobTitle,
    settings: {},
    unit: 'images',
  });
  const promptSet = await database.call('scores.promptSet', ['a photo of {a phrase}']);
  const { id } = await database.call('scores.begin', {
    jobId,
    modelId: 'tiny',
    model: 'Tiny CLIP',
    modelHash: 'hash',
    logitScale: 100,
    promptSet,
    embeddings: new Uint8Array(4 * promptSet.classes.length),
  });
  return id;
}

/** A synthetic set with images that are scored as given. */
export async function scoredSet(
  project: Project,
  images: readonly GivenImage[],
  { name = 'Made', scoringId }: { name?: string; scoringId?: number } = {},
): Promise<{ setId: number; ids: number[]; scoringId: number }> {
  const { database } = project;
  const setId = await newSet(project, 'synthetic', name);
  const inserted = await database.call('images.insertMany', {
    setId,
    images: images.map(({ classId, origin, style, verdict }, i) =>
      newImage(`${name} ${i}`, classId, {
        split: null,
        ...(verdict ? { verdict } : {}),
        ...(origin ? { generated: provenance(origin, style) } : {}),
      }),
    ),
  });
  const ids = inserted.map((entry) => ('id' in entry ? entry.id : entry.duplicateOf));
  const scoring = scoringId ?? (await beginScoring(project));
  const saves = images.flatMap(({ classId, probability }, i) =>
    probability === null
      ? []
      : [
          {
            name: 'scores.save' as const,
            input: {
              imageId: ids[i]!,
              modelHash: 'hash',
              score: {
                scoringId: scoring,
                classId,
                probability,
                bestClassId: classId,
                bestProbability: probability,
              },
            },
          },
        ],
  );
  await database.transaction(saves);
  return { setId, ids, scoringId: scoring };
}

/** A float16 vector's bytes. */
export const halfVector = (...values: readonly number[]): Uint8Array =>
  new Uint8Array(Uint16Array.from(values, toFloat16Bits).buffer);
