import { join } from 'node:path';
import { corruptionSchema, type EvaluateRun, SEVERITIES } from '../../../src-shared/domain/evaluation.ts';
import type { Run } from '../../../src-shared/domain/run.ts';
import { UserError } from '../../../src-shared/errors.ts';
import { runFolder } from '../../project/files.ts';
import type { Project } from '../../project/project.ts';
import type { PretrainedLibrary } from '../pretrained/library.ts';
import { readRunRecord } from '../run/read-record.ts';
import { runFiles } from '../run/task.ts';
import { labelledImages, type MeasuredRun, recordedImages } from './choose-images.ts';
import { chooseTarget } from './choose-target.ts';
import type { EvaluateInput, FeatureRequest, Temperature } from './task.ts';

/** What is drawn for corruptions follows from it; the same for all runs, so that they meet the same pictures. */
const CORRUPTION_SEED = 1;

export interface EvaluationOptions {
  readonly project: Project;
  readonly library: PretrainedLibrary;
}

/** An evaluation that can be made. */
export interface PlannedEvaluation {
  readonly run: Run;
  readonly input: EvaluateInput;
  /** Ids of images that look almost like one that the run learned from. */
  readonly doubtful: readonly number[];
  /** What a person should know of the images. */
  readonly notes: readonly string[];
}

/** Everything that an evaluation works from. Rejects with a UserError that says why it cannot be made. */
export async function evaluationInput(
  request: EvaluateRun,
  { project, library }: EvaluationOptions,
): Promise<PlannedEvaluation> {
  const run = await finishedRun(project, request.runId);
  const folder = runFolder(project, run.id);
  const measured = { project, run, record: await readRunRecord(folder) };
  const sets = await project.database.call('sets.list');
  const found = sets.find(({ id }) => id === request.setId);
  if (!found) throw new UserError('not-found', 'That set is no longer in the project.');
  const { set, images, doubtful, notes } = await chooseTarget(measured, found, request.split);
  const input: EvaluateInput = {
    model: join(folder, runFiles.model),
    classNames: run.classNames,
    augmentation: run.settings.augmentation,
    engine: run.settings.engine,
    batchSize: run.settings.batchSize,
    set,
    images,
    temperature: await temperatureFor(set.name, measured),
    corruptions: request.corruptions ? { seed: CORRUPTION_SEED } : null,
    features: await featureRequest(request, measured, set, library),
  };
  return { run, input, doubtful, notes };
}

async function finishedRun(project: Project, runId: number): Promise<Run> {
  const run = await project.database.call('runs.get', runId);
  if (!run) throw new UserError('not-found', 'That run is no longer in the project.');
  if (run.status === 'done') return run;
  throw new UserError('conflict', 'This run has no model yet.', 'Evaluate it when it is done.');
}

async function temperatureFor(name: string, measured: MeasuredRun): Promise<Temperature> {
  if (name === 'val') return { kind: 'fitted-on-set' };
  const { run, record } = measured;
  const value = run.evaluations.find((each) => each.name === 'val')?.calibration?.tempered?.temperature;
  if (value !== undefined) return { kind: 'known', value };
  return { kind: 'fitted', val: await recordedImages(measured, record.validatedOn) };
}

async function featureRequest(
  request: EvaluateRun,
  measured: MeasuredRun,
  { kind }: EvaluateInput['set'],
  library: PretrainedLibrary,
): Promise<FeatureRequest | null> {
  const { neighbors = null, linearProbe, leep } = request;
  const learns = neighbors !== null || linearProbe;
  if (!learns && !leep) {
    if (request.networkId === undefined) return null;
    throw new UserError(
      'bad-input',
      'Nothing was said of what to measure of the other network.',
      'Ask for neighbours, a linear probe or LEEP.',
    );
  }
  if (linearProbe && kind === 'train') {
    throw new UserError(
      'bad-input',
      'The linear probe learns from the train split, so it says nothing there.',
      'Measure it on val, test or another set.',
    );
  }
  const bank = learns ? await labelledImages(measured) : [];
  if (learns && bank.length === 0) {
    throw new UserError(
      'bad-input',
      'Neighbours and the linear probe learn from the real train split, which has no images of the classes that this run knows.',
    );
  }
  return { bank, neighbors, linearProbe, leep, network: await besideNetwork(request, measured.run, library) };
}

/** What was asked for; for LEEP otherwise what the run started from, if it is still there. */
async function besideNetwork(
  { networkId, leep }: EvaluateRun,
  { settings }: Run,
  library: PretrainedLibrary,
): Promise<FeatureRequest['network']> {
  const known = async (id: string): Promise<boolean> =>
    (await library.listModels()).some((model) => model.id === id && model.inspection.kind === 'usable');
  const start = leep ? settings.pretrained : undefined;
  const id = networkId ?? (start !== undefined && (await known(start)) ? start : undefined);
  if (id === undefined) return null;
  const { folder: path, stated, name, inspection } = await library.usableModel(id);
  return { path, stated, name, hash: inspection.modelHash };
}

/** How many images are shown to a network altogether. */
export function imagesToShow({ images, temperature, corruptions, features }: EvaluateInput): number {
  const kinds = corruptions ? corruptionSchema.options.length * SEVERITIES.length : 0;
  const bank = features?.bank.length ?? 0;
  const beside = features?.network ? images.length + bank : 0;
  const val = temperature.kind === 'fitted' ? temperature.val.length : 0;
  return images.length * (1 + kinds) + val + bank + beside;
}
