import type { HostEvent } from '../../src-shared/api/services.ts';
import { UserError } from '../../src-shared/errors.ts';
import type { Engine } from '../engine/engine.ts';
import type { JobContext, JobHandler, JobItem, PlannedItem } from '../jobs/handler.ts';
import type { LanguageModels } from '../language-models/language-model.ts';
import type { Project } from '../project/project.ts';
import type { ClipLibrary } from '../scoring/clip-library.ts';
import { withClashes } from './doubts.ts';
import { type HoldingVotes, holdVotes } from './hold-votes.ts';
import { proposeSenses } from './propose.ts';
import {
  type ChosenClip,
  type SensesItem,
  sensesItemSchema,
  type SensesSettings,
  sensesSettingsSchema,
} from './senses-settings.ts';

export interface SensesJobOptions {
  project: Project;
  /** The engine that computes. */
  engine: Engine;
  clips: ClipLibrary;
  languageModels: LanguageModels;
  emit: (event: HostEvent) => void;
}

type Context = JobContext<SensesSettings>;

/** Proposed at once, so that a language model has several questions in hand and CLIP many phrases. */
const CLASSES_AT_ONCE = 50;

/** Proposes senses for each class, then lets its real train images vote on them: one item a class. */
export function sensesJob(options: SensesJobOptions): JobHandler<SensesSettings, SensesItem> {
  return {
    kind: 'senses',
    unit: 'classes',
    lane: 'compute',
    waitsForServer: true,
    settings: sensesSettingsSchema,
    payload: sensesItemSchema,
    batch: CLASSES_AT_ONCE,
    plan: (context) => planItems(context),
    run: (items, context) => findSenses(items, context, options),
    finish: (context) => conclude(context, options),
  };
}

async function planItems({ database, settings }: Context): Promise<PlannedItem<SensesItem>[]> {
  const wanted = new Set(settings.classIds);
  return (await database.call('classes.list'))
    .filter(({ id }) => wanted.has(id))
    .map(({ id, name }) => ({ label: name, units: 1, payload: { classId: id } }));
}

async function findSenses(
  items: readonly JobItem<SensesItem>[],
  context: Context,
  options: SensesJobOptions,
): Promise<void> {
  const { settings, signal } = context;
  const folder = settings.clip ? await folderOf(settings.clip, options.clips) : null;
  const proposed = await proposeSenses(items, context, options.languageModels);
  options.emit({ type: 'classes' });
  signal.throwIfAborted();
  if (folder === null || settings.clip === null) {
    for (const item of proposed) await context.complete(item.id, { kind: 'proposed' });
  } else {
    await voteWith(proposed, { ...options, context, folder, clip: settings.clip });
  }
  options.emit({ type: 'classes' });
}

/** A job that ends or waits here holds no model: nobody knows when it goes on. */
async function voteWith(items: readonly JobItem<SensesItem>[], holding: HoldingVotes): Promise<void> {
  const { context, engine } = holding;
  try {
    await holdVotes(items, holding);
  } catch (error) {
    await Promise.allSettled([engine.recycle()]);
    throw error;
  }
  if (context.signal.aborted || context.pauseSignal.aborted) await engine.recycle();
}

async function folderOf(clip: ChosenClip, clips: ClipLibrary): Promise<string> {
  const { folder, inspection } = await clips.usableModel(clip.id);
  if (inspection.modelHash === clip.hash) return folder;
  throw new UserError(
    'conflict',
    `The files of the model "${clip.name}" are not those that this job was started with.`,
    'Put the earlier files back and let the job go on, or find senses again.',
  );
}

/** Pins the winners of clear votes where a person has not decided, and gives the model's memory back. */
async function conclude(context: Context, { engine, emit }: SensesJobOptions): Promise<void> {
  if (context.settings.clip) {
    if (context.settings.pinClear) await pinClearVotes(context);
    await engine.recycle();
  }
  emit({ type: 'classes' });
  emit({ type: 'prompts' });
}

/** What a person pinned stays, and so does a phrase that was given by hand. */
async function pinClearVotes({ settings, database }: Context): Promise<void> {
  const wanted = new Set(settings.classIds);
  const phrases = new Map((await database.call('classes.list')).map(({ id, phrase }) => [id, phrase]));
  for (const { classId, senses, pinned, vote } of withClashes(await database.call('senses.list'))) {
    const isClear = vote !== null && !vote.outdated && vote.doubt === null;
    const winner = senses.find(({ id }) => id === vote?.proposed);
    const phrase = phrases.get(classId) ?? null;
    const isByHand = pinned ? pinned.by === 'person' : phrase !== null && phrase !== winner?.phrase;
    if (!wanted.has(classId) || !isClear || !winner || isByHand) continue;
    await database.call('senses.pin', { classId, senseId: winner.id, by: 'vote' });
  }
}
