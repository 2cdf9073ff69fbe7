import { UserError } from '../../src-shared/errors.ts';
import { imageFilePath, runFolder } from '../project/files.ts';
import type { Project } from '../project/project.ts';
import type { PoolImage } from './data/batch-plan.ts';
import type { LabelledImage } from './plan.ts';
import type { PretrainedLibrary } from './pretrained/library.ts';
import type { ImageFile, TrainingRunInput } from './run/task.ts';
import { plannedRun, type Snapshot } from './snapshot.ts';

/** A planned run with the files of its images as they lie now. Rejects with a UserError 'not-found' when images were removed meanwhile. */
export async function runInput(
  project: Project,
  snapshot: Snapshot,
  { index, runId, library }: { index: number; runId: number; library: PretrainedLibrary },
): Promise<TrainingRunInput> {
  const run = plannedRun(snapshot, index);
  const paths = await loadPaths(project, snapshot);
  const files = new FileList(paths);
  const { recipe, seed, settings, totalSteps, classNames } = run;
  const network = settings.pretrained === undefined ? null : await library.usableModel(settings.pretrained);
  const pretrained = network && {
    path: network.folder,
    stated: network.stated,
    hash: network.inspection.modelHash,
  };
  return {
    folder: runFolder(project, runId),
    recipe,
    seed,
    settings,
    totalSteps,
    classNames,
    real: files.add(run.real),
    synthetic: files.add(run.synthetic),
    val: files.add(run.val),
    files: files.files,
    ...(pretrained ? { pretrained } : {}),
    realSetId: snapshot.realSetId,
    nearDuplicates: snapshot.nearDuplicates,
    sealed: run.evaluations.map(({ images, ...set }) => {
      const own = new FileList(paths);
      return { ...set, labels: own.add(images).map(({ label }) => label), files: own.files };
    }),
  };
}

/** Where the images of the snapshot's sets lie, by id. */
async function loadPaths(project: Project, snapshot: Snapshot): Promise<Map<number, string>> {
  const { realSetId, syntheticSetIds, oodSetIds } = snapshot;
  const paths = new Map<number, string>();
  for (const setId of new Set([realSetId, ...syntheticSetIds, ...oodSetIds])) {
    const { ids, sha256, formats, referencePaths } = await project.database.call('images.files', { setId });
    for (const [i, id] of ids.entries()) {
      paths.set(id, referencePaths[i] ?? imageFilePath(project, sha256[i]!, formats[i]!));
    }
  }
  return paths;
}

class FileList {
  readonly files: ImageFile[] = [];
  readonly #paths: ReadonlyMap<number, string>;

  constructor(paths: ReadonlyMap<number, string>) {
    this.#paths = paths;
  }

  /** Appends the images' files; returns the images by their place in the list. */
  add(images: readonly LabelledImage[]): PoolImage[] {
    return images.map(({ imageId, label }) => {
      const path = this.#paths.get(imageId);
      if (path === undefined) throw removed();
      this.files.push({ imageId, path });
      return { imageIndex: this.files.length - 1, label };
    });
  }
}

const removed = (): UserError =>
  new UserError(
    'not-found',
    'Images of this run were removed from the project since it was queued.',
    'Start the training again with the images that are there now.',
  );
