import type { FindSensesInput, SensesService } from '../../src-shared/api/senses.ts';
import type { HostEvent } from '../../src-shared/api/services.ts';
import { usualVocabulary } from '../../src-shared/domain/vocabulary.ts';
import { UserError } from '../../src-shared/errors.ts';
import { formatNoun } from '../../src-shared/format/numbers.ts';
import type { JobQueue } from '../jobs/queue.ts';
import type { LanguageModels } from '../language-models/language-model.ts';
import type { Database } from '../project/database.ts';
import { instructionText, readInstructions } from '../instructions/instructions.ts';
import type { ClipLibrary } from '../scoring/clip-library.ts';
import { usualClip } from '../scoring/usual-clip.ts';
import { withClashes } from './doubts.ts';
import { lexiconSenses } from './lexicon/lexicon.ts';
import { previewSenses, type PreviewingOptions } from './preview-senses.ts';
import { calledName } from './propose.ts';
import type { ChosenClip, SensesSettings } from './senses-settings.ts';

export interface SensesOptions extends PreviewingOptions {
  readonly queue: JobQueue;
  readonly clips: ClipLibrary;
  readonly languageModels: LanguageModels;
  readonly emit: (event: HostEvent) => void;
}

export function createSensesService(options: SensesOptions): SensesService {
  const { database, emit } = options;
  /** A class's phrase decides which of its prompts are stale, and what scores mean. */
  const changed = async <T>(work: Promise<T>): Promise<T> => {
    const result = await work;
    emit({ type: 'classes' });
    emit({ type: 'prompts' });
    return result;
  };
  return {
    list: async () =>
      withClashes(await database.call('senses.list')).map((entry) => ({
        ...entry,
        lexiconSenses: lexiconSenses(calledName({ name: entry.className, commonName: entry.commonName }))
          .length,
      })),
    find: (input) => find(input, options),
    add: async (input) => ({ senseId: await changed(database.call('senses.add', input)) }),
    edit: (input) => changed(database.call('senses.edit', input)),
    remove: ({ senseId }) => changed(database.call('senses.remove', senseId)),
    pin: (input) => changed(database.call('senses.pin', { ...input, by: 'person' })),
    setCommonName: (input) => changed(database.call('senses.setCommonName', input)),
    preview: (input, signal) => Promise.resolve(previewSenses(input, options, signal)),
  };
}

async function find(input: FindSensesInput, options: SensesOptions): Promise<{ jobId: number }> {
  const { database, queue } = options;
  const classIds = await classesOf(database, input.classIds);
  const settings: SensesSettings = {
    from: await sourceOf(input, options),
    classIds,
    clip: await clipOf(input, options),
    images: input.images,
    seed: input.seed,
    pinClear: input.pinClear,
  };
  if (settings.from.kind === 'none' && settings.clip === null) {
    throw new UserError(
      'bad-input',
      'There is no CLIP model that could vote.',
      'Choose one, or add one on the Models screen.',
    );
  }
  const classes = formatNoun(classIds.length, 'class', 'classes');
  const title =
    settings.from.kind === 'none' ? `Vote on the senses of ${classes}` : `Find senses of ${classes}`;
  return { jobId: await queue.enqueue('senses', title, settings) };
}

async function classesOf(database: Database, wanted: readonly number[] | undefined): Promise<number[]> {
  const known = (await database.call('classes.list')).map(({ id }) => id);
  if (wanted?.some((id) => !known.includes(id))) {
    throw new UserError('not-found', 'One of the classes is no longer in the project.');
  }
  const classIds = wanted ? known.filter((id) => wanted.includes(id)) : known;
  if (classIds.length > 0) return classIds;
  throw new UserError('bad-input', 'There are no classes.', 'Add or import some first.');
}

async function sourceOf(
  { from }: FindSensesInput,
  { database, languageModels }: SensesOptions,
): Promise<SensesSettings['from']> {
  if (from.kind !== 'language-model') return from;
  // Says at once what is wrong with the connection.
  await (await languageModels.open(from.connectionId)).dispose();
  return { ...from, instruction: instructionText(await readInstructions(database), 'senses') };
}

/** The model that was asked for, or the one that fits the images; null where none does: one of another world would vote at random. */
async function clipOf(
  { clipModelId }: FindSensesInput,
  { database, clips }: SensesOptions,
): Promise<ChosenClip | null> {
  if (clipModelId === null) return null;
  if (clipModelId !== undefined) return asChosen(await clips.usableModel(clipModelId));
  const project = usualVocabulary(await database.call('sets.list'));
  const usable = (await clips.listModels()).some(({ inspection }) => inspection.kind === 'usable');
  const usual = usable ? await usualClip(clips, project) : null;
  const fits = usual !== null && (project === 'drawn-world' || usual.card.vocabulary !== 'drawn-world');
  return fits ? asChosen(usual) : null;
}

const asChosen = ({ id, name, inspection }: Awaited<ReturnType<ClipLibrary['usableModel']>>): ChosenClip => ({
  id,
  name,
  hash: inspection.modelHash,
  logitScale: inspection.facts.logitScale.value,
});
