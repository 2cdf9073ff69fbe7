import { join } from 'node:path';
import { corruptionSchema, type EvaluateRun, SEVERITIES } from '../../../src-shared/domain/evaluation.ts';
import type { ImageSet } from '../../../src-shared/domain/image-set.ts';
import type { Run } from '../../../src-shared/domain/run.ts';
import { UserError } from '../../../src-shared/errors.ts';
import { runFolder } from '../../project/files.ts';
import type { Project } from '../../project/project.ts';
import { unusedName } from '../plan.ts';
import type { PretrainedLibrary } from '../pretrained/library.ts';
import { runFiles } from '../run/task.ts';
import { imagesOfRun, labelledImages } from './choose-images.ts';
import type { EvaluateInput, FeatureRequest, Temperature } from './task.ts';

/** What is drawn for corruptions follows from it; the same for all runs, so that they meet the same pictures. */
const CORRUPTION_SEED = 1;

export interface EvaluationOptions {
  readonly project: Project;
  readonly library: PretrainedLibrary;
}

/** Everything that an evaluation works from, as the project has it now. Rejects with a UserError that says why it cannot be made. */
export async function evaluationInput(
  request: EvaluateRun,
  { project, library }: EvaluationOptions,
): Promise<{ run: Run; input: EvaluateInput }> {
  const run = await finishedRun(project, request.runId);
  const sets = await project.database.call('sets.list');
  const set = sets.find(({ id }) => id === request.setId);
  if (!set) throw new UserError('not-found', 'That set is no longer in the project.');
  const target = targetOf(run, set, request.split);
  const split = set.role === 'real' ? { split: request.split } : {};
  const images = await imagesOfRun(project, run, { setId: set.id, ...split });
  if (images.length === 0) throw noImages(target.name);
  const input: EvaluateInput = {
    model: join(runFolder(project, run.id), runFiles.model),
    classNames: run.classNames,
    augmentation: run.settings.augmentation,
    set: target,
    images,
    temperature: await temperatureFor(target.name, run, project),
    corruptions: request.corruptions ? { seed: CORRUPTION_SEED } : null,
    features: await featureRequest(request, run, target, { project, library }),
  };
  return { run, input };
}

async function finishedRun(project: Project, runId: number): Promise<Run> {
  const run = await project.database.call('runs.get', runId);
  if (!run) throw new UserError('not-found', 'That run is no longer in the project.');
  if (run.status === 'done') return run;
  throw new UserError('conflict', 'This run has no model yet.', 'Evaluate it when it is done.');
}

const noImages = (name: string): UserError =>
  new UserError(
    'bad-input',
    `"${name}" has no images of the classes that this run knows.`,
    'Classes are known by their names: rename them back, or choose another set.',
  );

async function temperatureFor(name: string, run: Run, project: Project): Promise<Temperature> {
  if (name === 'val') return { kind: 'fitted-on-set' };
  const value = run.evaluations.find((each) => each.name === 'val')?.calibration?.tempered?.temperature;
  if (value !== undefined) return { kind: 'known', value };
  return { kind: 'fitted', val: await imagesOfRun(project, run, { setId: run.realSetId, split: 'val' }) };
}

/** What the evaluation is called among those of the run: an earlier one of the same images is replaced. */
function targetOf(run: Run, set: ImageSet, split: EvaluateRun['split']): EvaluateInput['set'] {
  const { id: setId, styleCoverage, role } = set;
  if (role === 'real') {
    const name = setId === run.realSetId ? split : `${set.name}, ${split}`;
    return { name, kind: split, setId, styleCoverage };
  }
  const known = run.evaluations.find((each) => each.setId === setId && each.kind === role);
  const taken = new Set(['train', 'val', 'test', ...run.evaluations.map(({ name }) => name)]);
  return { name: known?.name ?? unusedName(set.name, taken), kind: role, setId, styleCoverage };
}

async function featureRequest(
  request: EvaluateRun,
  run: Run,
  { kind }: EvaluateInput['set'],
  { project, library }: EvaluationOptions,
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
  const bank = learns ? await labelledImages(project, run) : [];
  if (learns && bank.length === 0) {
    throw new UserError(
      'bad-input',
      'Neighbours and the linear probe learn from the real train split, which has no images of the classes that this run knows.',
    );
  }
  return { bank, neighbors, linearProbe, leep, network: await besideNetwork(request, run, library) };
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
