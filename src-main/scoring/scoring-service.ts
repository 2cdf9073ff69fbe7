import type { ScoringService, StartScoringInput } from '../../src-shared/api/scoring.ts';
import type { HostEvent } from '../../src-shared/api/services.ts';
import type { FilterPreview } from '../../src-shared/domain/score.ts';
import { formatNoun } from '../../src-shared/format/numbers.ts';
import { UserError } from '../../src-shared/errors.ts';
import type { ProjectVocabulary } from '../../src-shared/domain/vocabulary.ts';
import type { Engine } from '../engine/engine.ts';
import type { JobQueue } from '../jobs/queue.ts';
import type { Database } from '../project/database.ts';
import type { PromptSet } from '../project/queries/prompt-set.ts';
import { checkTemplates } from './check-templates.ts';
import type { ClipLibrary } from './clip-library.ts';
import type { ClipModels } from './clip-models.ts';
import { createDiversityMeasures } from './diversity-service.ts';
import type { ScoreSettings } from './score-settings.ts';

export interface ScoringOptions {
  database: Database;
  queue: JobQueue;
  library: ClipLibrary;
  models: ClipModels;
  emit: (event: HostEvent) => void;
  /** The engine that computes. */
  engine: Engine;
  /** The built-in templates that prompts of such a project are compared with. */
  templatesOf: (vocabulary: ProjectVocabulary) => string[];
}

const HISTOGRAM_BINS = 50;

export function createScoringService(options: ScoringOptions): ScoringService {
  const { database, emit } = options;
  const verdictsChanged = (): void => {
    emit({ type: 'images', setId: null });
    emit({ type: 'classes' });
    emit({ type: 'scores' });
  };
  const stepTaken = ({ step, ...preview }: FilterPreview & { step: number }) => {
    verdictsChanged();
    return { ...preview, undoId: String(step) };
  };
  return {
    ...options.models,
    state: (filter) => database.call('scores.state', filter),
    start: (input) => start(input, options),
    histogram: (filter) => database.call('scores.histogram', { filter, bins: HISTOGRAM_BINS }),
    thresholds: () => database.call('filter.thresholds'),
    preview: (input) => database.call('filter.preview', input),
    apply: async (input) => stepTaken(await database.call('filter.apply', input)),
    keepRandom: async (input) => stepTaken(await database.call('filter.keepRandom', input)),
    undo: async ({ undoId }) => {
      await database.call('filter.undo', Number(undoId));
      verdictsChanged();
    },
    keptShares: async (filter) => ({ groups: await database.call('filter.keptShares', filter) }),
    nearDuplicates: (filter) => database.call('nearDuplicates.list', filter),
    nearest: async (input) => ({ real: await database.call('embeddings.nearestReal', input) }),
    setWanted: async (input) => {
      await database.call('filter.setWanted', input);
      emit({ type: 'classes' });
    },
    ...createDiversityMeasures(options),
  };
}

async function start(
  input: StartScoringInput,
  { database, queue, library, emit }: ScoringOptions,
): Promise<{ jobId: number; images: number }> {
  const { id, name, inspection } = await library.usableModel(input.modelId);
  const settings: ScoreSettings = {
    model: { id, name, hash: inspection.modelHash },
    logitScale: inspection.facts.logitScale.value,
    setIds: await syntheticSets(database, input.setIds),
    promptSet: await promptSetFor(database, input.templates),
    provider: input.provider,
    again: input.again,
    nearDuplicateFrom: input.nearDuplicateFrom,
  };
  const { setIds, promptSet, again } = settings;
  const modelHash = settings.model.hash;
  const { score, embed } = await database.call('scores.pending', { setIds, modelHash, promptSet, again });
  if (score.length + embed.length === 0) throw nothingToDo();
  const title =
    score.length > 0
      ? `Score ${formatNoun(score.length, 'image')}`
      : `Embed ${formatNoun(embed.length, 'real image')}`;
  const jobId = await queue.enqueue('score', title, settings);
  emit({ type: 'scores' });
  return { jobId, images: score.length };
}

const nothingToDo = (): UserError =>
  new UserError(
    'conflict',
    'Every image is scored with this model and these prompts already.',
    'Generate or import more images, or score all of them again.',
  );

async function syntheticSets(database: Database, wanted: readonly number[] | undefined): Promise<number[]> {
  const sets = await database.call('sets.list');
  const synthetic = sets.filter(({ role }) => role === 'synthetic').map(({ id }) => id);
  const other = wanted?.find((id) => !synthetic.includes(id));
  if (other !== undefined) {
    const name = sets.find(({ id }) => id === other)?.name;
    throw new UserError(
      'bad-input',
      name ? `"${name}" is no synthetic set.` : `There is no set ${other}.`,
      'Only generated and other synthetic images are filtered.',
    );
  }
  return wanted ? [...new Set(wanted)] : synthetic;
}

async function promptSetFor(database: Database, templates: readonly string[]): Promise<PromptSet> {
  checkTemplates(templates);
  const promptSet = await database.call('scores.promptSet', templates);
  if (promptSet.classes.length < 2) {
    throw new UserError(
      'bad-input',
      'A probability needs at least two classes to choose from.',
      'Add the other classes of the project first.',
    );
  }
  return promptSet;
}
