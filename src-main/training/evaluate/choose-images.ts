import type { Run } from '../../../src-shared/domain/run.ts';
import type { Database } from '../../project/database.ts';
import { imageFilePath } from '../../project/files.ts';
import type { Project } from '../../project/project.ts';
import type { ImageSelection } from '../../project/queries/image-training.ts';
import { NOT_REJECTED, sortedByContent } from '../candidates.ts';
import { fewShot } from '../plan.ts';
import type { EvaluatedImage } from './task.ts';

/**
 * Images of a run's classes, known by their names, in an order that depends on their contents alone. Val and test stay whole; rejected images
 * of other parts are left out, as in training.
 */
export async function imagesOfRun(
  project: Project,
  { classNames }: Pick<Run, 'classNames'>,
  { setId, split }: Pick<ImageSelection, 'setId' | 'split'>,
): Promise<EvaluatedImage[]> {
  const isWhole = split === 'val' || split === 'test';
  const selection: ImageSelection = {
    setId,
    ...(split ? { split } : {}),
    ...(isWhole ? {} : { verdicts: NOT_REJECTED }),
  };
  const [files, labels] = await Promise.all([
    project.database.call('images.files', selection),
    labelsOf(project.database, classNames),
  ]);
  const images = files.ids.flatMap((imageId, i): EvaluatedImage[] => {
    const label = labels[files.classPositions[i]!]!;
    if (label < 0) return [];
    const contentHash = files.sha256[i]!;
    const path = files.referencePaths[i] ?? imageFilePath(project, contentHash, files.formats[i]!);
    return [{ imageId, path, label, contentHash }];
  });
  return sortedByContent(images, ({ imageId }) => imageId);
}

/** Of each class of the project, its index among the run's; -1 for one that the run does not know. */
async function labelsOf(database: Database, classNames: readonly string[]): Promise<number[]> {
  const classes = await database.call('classes.list');
  return classes.map(({ name }) => classNames.indexOf(name));
}

/** The real training images of a run's shots and seed, whatever its recipe trained on, so that all recipes are judged by the same. */
export async function labelledImages(
  project: Project,
  run: Pick<Run, 'classNames' | 'realSetId' | 'settings' | 'seed'>,
): Promise<EvaluatedImage[]> {
  const { realSetId: setId, settings, seed } = run;
  const images = await imagesOfRun(project, run, { setId, split: 'train' });
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
