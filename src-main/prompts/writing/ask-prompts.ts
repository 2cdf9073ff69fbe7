import { z } from 'zod';
import type { Instructions } from '../../../src-shared/api/diversification.ts';
import type { Answered, LanguageModel, Question } from '../../language-models/language-model.ts';
import { instructionText } from '../../instructions/instructions.ts';
import { fillInstruction } from '../../instructions/template.ts';
import type { Slot } from './assign.ts';
import type { Proposal } from './judge.ts';

export interface PromptsWanted {
  readonly phrase: string;
  /** Null: not known. */
  readonly meaning: string | null;
  readonly slots: readonly Slot[];
  /** Words that a prompt may have. */
  readonly words: number;
  /** Names that must not occur, and texts that are there already; some of each. */
  readonly others: readonly string[];
  readonly used: readonly string[];
  readonly instructions: Instructions;
  readonly seed: number;
  readonly signal: AbortSignal;
}

/** What one prompt with its attributes takes in the answer, at most. */
const TOKENS_PER_PROMPT = 220;
const TEMPERATURE = 0.9;
const LONGEST_ATTRIBUTE = 200;

interface WrittenPrompts {
  prompts: { number: number; prompt: string; attributes: Record<string, string> }[];
}

/** Asks for one prompt a slot. Null where no answer was of use. */
export async function askForPrompts(
  model: LanguageModel,
  wanted: PromptsWanted,
): Promise<{ proposals: Proposal[] | null; exchanges: Answered<unknown>['exchanges'] }> {
  const { answer, exchanges } = await model.ask(question(wanted));
  return { proposals: answer && proposalsOf(answer, wanted.slots), exchanges };
}

function question(wanted: PromptsWanted): Question<WrittenPrompts> {
  const { instructions, slots, phrase, meaning } = wanted;
  const attributes = instructions.attributes.filter(({ enabled }) => enabled);
  const content = fillInstruction(instructionText(instructions, 'prompts'), {
    phrase,
    meaning: meaning ? `It means: ${meaning}` : '',
    count: String(slots.length),
    words: String(wanted.words),
    attributes: attributes
      .map(({ name, hint }) => (hint ? `  - ${name}: ${hint}` : `  - ${name}`))
      .join('\n'),
    others: wanted.others.length > 0 ? `- None of them names: ${wanted.others.join('; ')}.` : '',
    used:
      wanted.used.length > 0
        ? `- These exist already; write others:\n${wanted.used.map((text) => `  - ${text}`).join('\n')}`
        : '',
    assignments: slots.map(assignment).join('\n'),
  });
  return {
    name: 'prompts',
    messages: [{ role: 'user', content }],
    schema: answerSchema(attributes.map(({ name }) => name)),
    maxTokens: 300 + slots.length * TOKENS_PER_PROMPT,
    temperature: TEMPERATURE,
    seed: wanted.seed,
    signal: wanted.signal,
  };
}

const assignment = (slot: Slot, i: number): string =>
  slot.origin === 'stylized'
    ? `${i + 1}. style: begins with "${slot.style.phrase}"`
    : `${i + 1}. scene: ${slot.context.phrase}`;

/** Attributes that are missing are none; a prompt that is missing makes the answer useless. */
function answerSchema(names: readonly string[]): z.ZodType<WrittenPrompts> {
  const attributes = z.object(Object.fromEntries(names.map((name) => [name, z.string().catch('')])));
  return z.object({
    prompts: z.array(
      z.object({
        number: z.number().catch(0),
        prompt: z.string(),
        attributes: attributes.catch({}),
      }),
    ),
  });
}

/** By the number that it repeats; one without a number of its own takes the next place that is free. */
function proposalsOf({ prompts }: WrittenPrompts, slots: readonly Slot[]): Proposal[] {
  const free = new Set(slots.keys());
  const placed = prompts.slice(0, slots.length).map(({ number, ...rest }) => {
    const place = free.has(number - 1) ? number - 1 : null;
    if (place !== null) free.delete(place);
    return { ...rest, place };
  });
  return placed.flatMap(({ place, prompt, attributes }) => {
    const at = place ?? free.values().next().value;
    const slot = at === undefined ? undefined : slots[at];
    if (at !== undefined) free.delete(at);
    return slot ? [{ slot, text: prompt, attributes: said(attributes) }] : [];
  });
}

const said = (attributes: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(attributes)
      .map(
        ([name, value]) => [name, value.replaceAll(/\s+/g, ' ').trim().slice(0, LONGEST_ATTRIBUTE)] as const,
      )
      .filter(([, value]) => value !== ''),
  );
