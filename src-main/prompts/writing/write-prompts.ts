import type { RejectionReason } from '../../../src-shared/api/diversification.ts';
import { formatNoun } from '../../../src-shared/format/numbers.ts';
import type { NewPrompt } from '../../../src-shared/domain/prompt.ts';
import { createRandom, hashSeed, shuffled } from '../../../src-shared/random.ts';
import type { JobItem } from '../../jobs/handler.ts';
import type { Database, DatabaseCall } from '../../project/database.ts';
import type { KnownPrompt } from '../../project/queries/prompts.ts';
import type { WrittenAnswer } from '../../project/queries/writing.ts';
import { phraseOf } from '../source.ts';
import { askForPrompts } from './ask-prompts.ts';
import { missingOf, nextSlots, type Quota, type Slot } from './assign.ts';
import type { NamedImageClass } from './class-names.ts';
import { judge, type Proposal, type Rejected } from './judge.ts';
import { type ClassPrompts, isDiversified, readClassPrompts, type Room } from './room.ts';
import { CLIP_TOKENS } from './token-estimate.ts';
import type { PromptsItem, WriteResult } from './write-settings.ts';
import { exchangesOf, keptWhenItFails, type WritingDesk } from './writing-desk.ts';

/** Prompts asked for at once: small models lose count beyond. */
export const PROMPTS_AT_ONCE = 10;
const MOST_ROUNDS = 12;
/** Questions in a row that brought nothing. */
const MOST_BARREN = 5;
/** So few are left to the class's next item, whose question they join. */
const LEFT_TO_NEXT = 3;
/** For so few slots two proposals each are asked for: another question costs more than a proposal too many. */
const FEW = 5;
const OTHERS_NAMED = 60;
const USED_SHOWN = 12;
/** Words that fit into a token limit, about: English has three words for four tokens, and some are rare. */
const WORDS_PER_TOKEN = 0.6;

/** What the questions of one item brought in this session. */
interface Tally {
  requests: number;
  barren: number;
  readonly rejected: Map<RejectionReason, number>;
  failure: string | null;
}

/**
 * Writes for a class until it has as many diversified prompts as the item says. What is missing is counted from what the class has, and
 * each answer is committed as it comes, together with what makes room for it: a kill loses one request and doubles nothing.
 */
export async function writePrompts(
  item: JobItem<PromptsItem>,
  common: Quota,
  desk: WritingDesk,
): Promise<void> {
  const { context, classes } = desk;
  const { classId, until, last } = item.payload;
  const own = classes.get(classId);
  const room = desk.rooms.get(classId);
  const quota = room ? { ...common, perClass: room.perClass, stylizedShare: room.stylizedShare } : common;
  if (!own) return context.complete(item.id, { kind: 'written', classId, last, missing: 0 });
  const tally: Tally = { requests: 0, barren: 0, rejected: new Map(), failure: null };
  for (;;) {
    const prompts = await promptsOf(classId, room, context.database);
    const { present } = prompts;
    const lacking = until - diversified(present);
    const slots = nextSlots(quota, present, Math.min(lacking, PROMPTS_AT_ONCE));
    context.partial(item.id, Math.max(0, item.units - Math.max(0, lacking)));
    const isDone = slots.length === 0 || (!last && tally.requests > 0 && lacking <= LEFT_TO_NEXT);
    if (isDone || tally.requests >= MOST_ROUNDS || tally.barren >= MOST_BARREN) {
      const result = resultOf(item.payload, Math.max(0, lacking), quota, present, tally);
      return context.complete(item.id, result, surplusOf(result, prompts));
    }
    if (context.signal.aborted || context.pauseSignal.aborted) return;
    context.note(noteOf(own, present, quota));
    await writeOnce(own, slots, prompts, tally, desk);
  }
}

async function promptsOf(classId: number, room: Room | undefined, database: Database): Promise<ClassPrompts> {
  const prompts = await readClassPrompts(database, [classId], room ? [room] : []);
  return prompts.get(classId) ?? { known: [], present: [], leaving: [] };
}

/** What still makes room once a class has all that it is to have. */
const surplusOf = ({ last, missing }: WriteResult, { leaving }: ClassPrompts): readonly DatabaseCall[] =>
  last && missing === 0 && leaving.length > 0 ? [{ name: 'prompts.makeRoom', input: leaving }] : [];

const diversified = (present: readonly KnownPrompt[]): number => present.filter(isDiversified).length;

const noteOf = (own: NamedImageClass, present: readonly KnownPrompt[], { perClass }: Quota): string =>
  `${phraseOf(own)}: ${diversified(present)} of ${perClass}`;

async function writeOnce(
  own: NamedImageClass,
  slots: readonly Slot[],
  { known, leaving }: ClassPrompts,
  tally: Tally,
  desk: WritingDesk,
): Promise<void> {
  const { context, model, gauges, names } = desk;
  const { jobId, database, settings } = context;
  const seed = hashSeed(settings.seed, own.name, known.length, tally.requests);
  const asked = slots.length <= FEW ? [...slots, ...slots] : slots;
  const asking = askForPrompts(model, {
    phrase: phraseOf(own),
    meaning: desk.meanings.get(own.id) ?? null,
    slots: asked,
    words: Math.floor((settings.reader?.maxTokens ?? CLIP_TOKENS) * WORDS_PER_TOKEN),
    others: someOthers(own, desk, seed),
    used: known.slice(-USED_SHOWN).map(({ key }) => key),
    instructions: settings.instructions,
    seed,
    signal: desk.signal,
  });
  const { proposals, exchanges } = await keptWhenItFails(asking, desk, 'prompts', own.id);
  const judged = await judge(proposals ?? [], {
    own,
    names,
    known,
    gauges,
    inEnglish: settings.instructions.prompts === null,
  });
  const accepted = oneForEach(slots, judged.accepted);
  const { rejected } = judged;
  count(tally, accepted, rejected, proposals ? null : (exchanges.at(-1)?.failure ?? 'No answer came.'));
  const answer: WrittenAnswer = {
    jobId,
    exchanges: exchangesOf(desk, exchanges, 'prompts', own.id),
    prompts: accepted.map((proposal) => promptOf(proposal, own, settings.recipeId)),
    rejected: rejected.map((each) => ({ ...each, classId: own.id })),
    leaving: leaving.slice(0, accepted.length),
  };
  await database.call('writing.enter', answer);
  desk.onWritten();
}

/** Of several proposals for a slot the first. */
function oneForEach(slots: readonly Slot[], accepted: readonly Proposal[]): Proposal[] {
  const open = [...slots];
  return accepted.filter(({ slot }) => {
    const at = open.indexOf(slot);
    if (at >= 0) open.splice(at, 1);
    return at >= 0;
  });
}

const promptOf = (
  { slot, text, attributes }: Proposal,
  own: NamedImageClass,
  recipeId: number | undefined,
): NewPrompt => ({
  classId: own.id,
  text,
  origin: slot.origin,
  writer: 'language-model',
  context: slot.origin === 'contextualized' ? slot.context.name : null,
  style: slot.origin === 'stylized' ? slot.style.name : null,
  attributes,
  phrase: phraseOf(own),
  recipeId: recipeId ?? null,
});

/** Names that the model should avoid; of many classes some, others each time. */
function someOthers(own: NamedImageClass, { classes, names }: WritingDesk, seed: number): string[] {
  const others = [...classes.values()].map(phraseOf).filter((phrase) => names.otherIn(phrase, own) !== null);
  return others.length <= OTHERS_NAMED ? others : shuffled(others, createRandom(seed)).slice(0, OTHERS_NAMED);
}

function count(
  tally: Tally,
  accepted: readonly Proposal[],
  rejected: readonly Rejected[],
  failure: string | null,
): void {
  tally.requests += 1;
  tally.barren = accepted.length === 0 ? tally.barren + 1 : 0;
  tally.failure = failure ?? tally.failure;
  for (const { reason } of rejected) tally.rejected.set(reason, (tally.rejected.get(reason) ?? 0) + 1);
}

function resultOf(
  { classId, last }: PromptsItem,
  missing: number,
  quota: Quota,
  present: readonly KnownPrompt[],
  tally: Tally,
): WriteResult {
  if (missing === 0) return { kind: 'written', classId, last, missing };
  return { kind: 'short', classId, last, missing, reason: shortfallReason(quota, present, tally) };
}

const reasonWords: Readonly<Record<RejectionReason, string>> = {
  'class-missing': 'left the class out',
  'too-long': 'were too long',
  'other-class': 'named another class',
  duplicate: 'were there already',
  'near-duplicate': 'were almost like others',
  'not-a-prompt': 'were no prompts',
  'other-language': 'were in another language',
};

function shortfallReason(quota: Quota, present: readonly KnownPrompt[], tally: Tally): string {
  const lacks = missingOf(quota, present);
  if (lacks.contextualized > 0 && quota.contexts.length === 0) return 'No context can be used.';
  if (lacks.stylized > 0 && quota.styles.length === 0) return 'No style can be used.';
  const rejections = [...tally.rejected].toSorted(([, a], [, b]) => b - a);
  const requests = formatNoun(tally.requests, 'request');
  if (rejections.length === 0) return `${requests} brought no answer of use. ${tally.failure ?? ''}`.trim();
  const words = rejections.map(([reason, times]) => `${times} ${reasonWords[reason]}`).join(', ');
  return `In ${requests}, of the proposed prompts ${words}.`;
}
