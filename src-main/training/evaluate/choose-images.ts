import type { Run } from '../../../src-shared/domain/run.ts';
import type { Database } from '../../project/database.ts';
import { imageFilePath } from '../../project/files.ts';
import type { Project } from '../../project/project.ts';
import type { ImageGroup, ImageSelection } from '../../project/queries/image-training.ts';
import { NOT_REJECTED, sortedByContent } from '../candidates.ts';
import { fewShot } from '../plan.ts';
import type { RunRecord } from '../run/read-record.ts';
import type { EvaluatedImage } from './task.ts';

/** What images of the project belong to a run, and what it says of itself. */
export interface MeasuredRun {
  readonly project: Project;
  readonly run: Run;
  readonly record: RunRecord;
}

/**
 * Images of a run's classes as a set has them now, known by their names, in an order that depends on their contents alone. Val and test stay
 * whole; rejected images of other parts are left out, as in training.
 */
export async function imagesOfSet(
  { project, run: { classNames } }: MeasuredRun,
  { setId, split }: Pick<ImageSelection, 'setId' | 'split'>,
): Promise<EvaluatedImage[]> {
  const isWhole = split === 'val' || split === 'test';
  const images = await load(project, classNames, {
    setId,
    ...(split ? { split } : {}),
    ...(isWhole ? {} : { verdicts: NOT_REJECTED }),
  });
  return sortedByContent(images, ({ imageId }) => imageId).filter(({ label }) => label >= 0);
}

interface Recorded {
  readonly imageIds: readonly number[];
  /** Absent: the classes that the images have now. */
  readonly labels?: readonly number[] | undefined;
}

/** Images as the run had them, in its order; those that were removed from the project are missing. */
export async function recordedImages(
  { project, run: { classNames } }: MeasuredRun,
  { imageIds, labels }: Recorded,
): Promise<EvaluatedImage[]> {
  const loaded = await load(project, classNames, { ids: imageIds });
  const known = new Map(loaded.map((image) => [image.imageId, image]));
  const images = imageIds.flatMap((id, i) => {
    const image = known.get(id);
    return image ? [{ ...image, label: labels?.[i] ?? image.label }] : [];
  });
  return images.filter(({ label }) => label >= 0);
}

/** The label is -1 for a class that the run does not know. */
async function load(
  project: Project,
  classNames: readonly string[],
  group: ImageGroup,
): Promise<EvaluatedImage[]> {
  const [files, labels] = await Promise.all([
    project.database.call('images.files', group),
    labelsOf(project.database, classNames),
  ]);
  return files.ids.map((imageId, i): EvaluatedImage => {
    const contentHash = files.sha256[i]!;
    const path = files.referencePaths[i] ?? imageFilePath(project, contentHash, files.formats[i]!);
    return { imageId, path, label: labels[files.classPositions[i]!]!, contentHash };
  });
}

/** Of each class of the project, its index among the run's; -1 for one that the run does not know. */
async function labelsOf(database: Database, classNames: readonly string[]): Promise<number[]> {
  const classes = await database.call('classes.list');
  return classes.map(({ name }) => classNames.indexOf(name));
}

/**
 * The labelled real images that features are judged by: those that the run trained on. For a recipe without any, what the others of its request
 * had at its seed, as far as the set is still the same.
 */
export async function labelledImages(measured: MeasuredRun): Promise<EvaluatedImage[]> {
  const { run, record } = measured;
  const { real } = record.trainedOn;
  if (real.imageIds.length > 0) return recordedImages(measured, real);
  const { realSetId: setId, settings, seed } = run;
  const dropped = new Set(record.nearDuplicates.dropped);
  const images = (await imagesOfSet(measured, { setId, split: 'train' })).filter(
    ({ imageId }) => !dropped.has(imageId),
  );
  const candidates = images.map(({ imageId: id, label: classId, contentHash }) => ({
    id,
    classId,
    contentHash,
    setId,
    part: 'train' as const,
  }));
  const chosen = new Set(fewShot(candidates, settings.shots, seed).map(({ id }) => id));
  return images.filter(({ imageId }) => chosen.has(imageId));
}
