import type {
  DiversificationService,
  StartWritingInput,
  WritingReport,
} from '../../src-shared/api/diversification.ts';
import type { HostEvent } from '../../src-shared/api/services.ts';
import { usualVocabulary } from '../../src-shared/domain/vocabulary.ts';
import { UserError } from '../../src-shared/errors.ts';
import { formatCount, formatNoun } from '../../src-shared/format/numbers.ts';
import { mean } from '../../src-shared/statistics.ts';
import type { LanguageModels } from '../language-models/language-model.ts';
import type { TextToImageLibrary } from '../generation/text-to-image-library.ts';
import type { JobQueue } from '../jobs/queue.ts';
import type { Database } from '../project/database.ts';
import type { ClipLibrary } from '../scoring/clip-library.ts';
import { requireNames } from './diversified.ts';
import { chosenClasses } from './draft-prompts.ts';
import { builtInInstructions, INSTRUCTIONS_VERSION } from '../instructions/built-in.ts';
import { readInstructions, storeInstructions } from '../instructions/instructions.ts';
import { projectVocabulary } from './terms/project-vocabulary.ts';
import { newTerm } from './terms/new-term.ts';
import { missingOf } from './writing/assign.ts';
import { comparerFor } from './writing/comparer.ts';
import { readClassPrompts, type Room, roomsFor } from './writing/room.ts';
import { type WriteSettings, writeResultSchema } from './writing/write-settings.ts';

export interface DiversificationOptions {
  readonly database: Database;
  readonly queue: JobQueue;
  readonly models: LanguageModels;
  readonly library: TextToImageLibrary;
  readonly clip: ClipLibrary;
  readonly emit: (event: HostEvent) => void;
}

/** More in one job is likely a mistake, and expensive. */
const MOST_AT_ONCE = 50_000;

export function createDiversificationService(options: DiversificationOptions): DiversificationService {
  const { database, emit } = options;
  const onPrompts = (): void => emit({ type: 'prompts' });
  return {
    instructions: async () => ({
      current: await readInstructions(database),
      builtIn: {
        senses: builtInInstructions.senses.text,
        contexts: builtInInstructions.contexts.text,
        styles: builtInInstructions.styles.text,
        prompts: builtInInstructions.prompts.text,
      },
      version: INSTRUCTIONS_VERSION,
    }),
    setInstructions: async (input) => {
      await storeInstructions(database, input);
      onPrompts();
    },
    terms: () => database.call('terms.list'),
    addTerm: async (input) => {
      const termId = await database.call('terms.add', newTerm(input));
      onPrompts();
      return { termId };
    },
    removeTerm: async ({ termId }) => {
      await database.call('terms.remove', termId);
      onPrompts();
    },
    start: (input) => start(input, options),
    report: ({ jobId }) => report(jobId, options),
    exchangeOf: ({ promptId }) => database.call('exchanges.ofPrompt', promptId),
  };
}

async function start(input: StartWritingInput, options: DiversificationOptions): Promise<{ jobId: number }> {
  const { database, queue, models } = options;
  const model = await models.open(input.connectionId);
  await model.dispose();
  const classes = chosenClasses(await database.call('classes.list'), input.classIds);
  const classIds = classes.map(({ id }) => id);
  const vocabulary = usualVocabulary(await database.call('sets.list'));
  const words = projectVocabulary(vocabulary, await database.call('terms.list'));
  requireNames(words.contexts, input.contexts ?? [], 'context');
  requireNames(words.styles, input.styles ?? [], 'style');
  const rooms = await roomsFor(database, input, classIds);
  const wanted = await missingPrompts(input, classIds, rooms, database);
  if (wanted > MOST_AT_ONCE) throw tooMany(wanted);
  const { modelId, anew, ...rest } = input;
  const settings: WriteSettings = {
    ...rest,
    ...(anew === 'stale' && { stylizedShare: mean(rooms.map(({ stylizedShare }) => stylizedShare)) }),
    classIds: anew ? rooms.map(({ classId }) => classId) : classIds,
    rooms,
    instructions: await readInstructions(database),
    vocabulary,
    reader: modelId === undefined ? null : await readerOf(modelId, options),
    comparer: input.alikeFrom === null ? null : await comparerFor(options.clip, vocabulary),
  };
  const title = `Write ${formatNoun(wanted, 'prompt')}${anew ? ' anew' : ''} with ${model.model}`;
  return { jobId: await queue.enqueue('write', title, settings) };
}

async function missingPrompts(
  { perClass, stylizedShare, anew }: StartWritingInput,
  classIds: readonly number[],
  rooms: readonly Room[],
  database: Database,
): Promise<number> {
  const prompts = await readClassPrompts(database, classIds, rooms);
  const missingIn = (classId: number, quota: Pick<Room, 'perClass' | 'stylizedShare'>): number => {
    const present = prompts.get(classId)?.present ?? [];
    const { contextualized, stylized } = missingOf({ ...noWords, ...quota }, present);
    return contextualized + stylized;
  };
  const each = anew ? rooms : classIds.map((classId) => ({ classId, perClass, stylizedShare }));
  const missing = each.reduce((sum, quota) => sum + missingIn(quota.classId, quota), 0);
  if (missing > 0) return missing;
  if (anew === 'stale' && classIds.length > 0) {
    throw new UserError('conflict', 'No diversified prompt is stale that may make room.');
  }
  throw classIds.length === 0
    ? new UserError('bad-input', 'There is no class to write for.', 'Add classes first.')
    : new UserError(
        'conflict',
        `Every class has ${formatCount(perClass)} diversified prompts already.`,
        'Ask for more for each class, or archive some first.',
      );
}

/** How much is missing does not depend on what it will say. */
const noWords = { seed: 0, contexts: [], styles: [] };

const tooMany = (wanted: number): UserError =>
  new UserError(
    'bad-input',
    `These would be ${formatCount(wanted)} prompts at once.`,
    `Choose fewer classes or fewer prompts for each: at most ${formatCount(MOST_AT_ONCE)} together.`,
  );

async function readerOf(
  modelId: string,
  { library }: DiversificationOptions,
): Promise<NonNullable<WriteSettings['reader']>> {
  const { id, name, inspection } = await library.usableModel(modelId);
  return { id, name, hash: inspection.modelHash, maxTokens: inspection.facts.maxTokens };
}

/** While the job runs as well: classes that are through count. */
async function report(jobId: number, { database, queue }: DiversificationOptions): Promise<WritingReport> {
  const { kind } = await queue.get(jobId);
  if (kind !== 'write') throw new UserError('bad-input', 'That job does not write prompts.');
  const [found, results, classes] = await Promise.all([
    database.call('writing.report', jobId),
    database.call('jobs.itemResults', { jobId, kinds: ['short'] }),
    database.call('classes.list'),
  ]);
  const names = new Map(classes.map(({ id, name }) => [id, name]));
  const shortfalls = results.flatMap(({ result }) => {
    const { classId, last, missing, reason } = writeResultSchema.parse(result);
    const className = classId === undefined ? undefined : names.get(classId);
    if (!last || classId === undefined || className === undefined || missing === undefined) return [];
    return [{ classId, className, missing, reason: reason ?? '' }];
  });
  return { jobId, ...found, shortfalls };
}
