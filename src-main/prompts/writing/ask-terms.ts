import { z } from 'zod';
import type { Instructions } from '../../../src-shared/api/diversification.ts';
import type { Answered, LanguageModel } from '../../language-models/language-model.ts';
import { nameKey } from '../../project/queries/name-key.ts';
import type { NewTerm } from '../../project/queries/terms.ts';
import { instructionText } from '../../instructions/instructions.ts';
import { fillInstruction } from '../../instructions/template.ts';
import { stylePhrase } from '../terms/style-phrase.ts';
import type { ClassNames } from './class-names.ts';
import { isOtherLanguage } from './proposal.ts';
import { contentKey } from './words.ts';

export interface TermsWanted {
  readonly kind: 'context' | 'style';
  readonly count: number;
  /** Those of that kind that the project has. */
  readonly known: readonly { name: string; phrase: string }[];
  readonly names: ClassNames;
  /** What prompts call some of the classes. */
  readonly classes: readonly string[];
  readonly instructions: Instructions;
  readonly seed: number;
  readonly signal: AbortSignal;
}

export const styleGroups = ['photographic', 'painted', 'drawn', 'printed', 'rendered', 'crafted'] as const;

const contextsSchema = z.object({ contexts: z.array(z.object({ name: z.string(), phrase: z.string() })) });
const stylesSchema = z.object({
  styles: z.array(z.object({ name: z.string(), phrase: z.string(), group: z.string().catch('') })),
});

const TOKENS_PER_TERM = 60;
const LONGEST_PHRASE = 120;
const LONGEST_NAME = 60;

/** Asks for contexts or styles that the project does not have; fewer where the answer repeats itself or names a class. */
export async function askForTerms(
  model: LanguageModel,
  wanted: TermsWanted,
): Promise<{ terms: NewTerm[]; exchanges: Answered<unknown>['exchanges'] }> {
  const { kind, count, seed, signal } = wanted;
  const frame = {
    messages: [{ role: 'user' as const, content: words(wanted) }],
    maxTokens: 300 + count * TOKENS_PER_TERM,
    temperature: 0.9,
    seed,
    signal,
  };
  if (kind === 'context') {
    const { answer, exchanges } = await model.ask({ ...frame, name: 'contexts', schema: contextsSchema });
    return { terms: pick(answer?.contexts.map((each) => ({ ...each, group: '' })) ?? [], wanted), exchanges };
  }
  const { answer, exchanges } = await model.ask({ ...frame, name: 'styles', schema: stylesSchema });
  return { terms: pick(answer?.styles ?? [], wanted), exchanges };
}

const words = ({ kind, count, known, classes, instructions }: TermsWanted): string =>
  fillInstruction(instructionText(instructions, kind === 'context' ? 'contexts' : 'styles'), {
    count: String(count),
    classes: classes.join('; '),
    groups: styleGroups.join(', '),
    known:
      known.length > 0
        ? `These are there already, list others: ${known.map(({ name }) => name).join('; ')}.`
        : '',
  });

function pick(
  proposed: readonly { name: string; phrase: string; group: string }[],
  { kind, count, known, names }: TermsWanted,
): NewTerm[] {
  const takenNames = new Set(known.map(({ name }) => nameKey(name)));
  const takenPhrases = new Set(known.map(({ phrase }) => contentKey(phrase)));
  const picked: NewTerm[] = [];
  for (const { name: givenName, phrase: givenPhrase, group } of proposed) {
    const name = tidy(givenName);
    const phrase = kind === 'style' ? stylePhrase(tidy(givenPhrase)) : tidy(givenPhrase);
    const isUsable = isTerm(name, phrase) && (kind === 'style' || preposition.test(phrase));
    if (!isUsable || names.otherIn(`${name} ${phrase}`, null) !== null) continue;
    if (takenNames.has(nameKey(name)) || takenPhrases.has(contentKey(phrase))) continue;
    takenNames.add(nameKey(name));
    takenPhrases.add(contentKey(phrase));
    picked.push({
      kind,
      name,
      phrase,
      group: kind === 'style' ? groupOf(group) : null,
      source: 'language-model',
    });
    if (picked.length >= count) break;
  }
  return picked;
}

const preposition =
  /^(?:in|on|at|by|under|beneath|behind|beside|between|near|inside|outside|among|amid|against|along|above|below|atop|within|around|over|through|before|in front of|next to)\s/i;

const tidy = (text: string): string =>
  text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/^["“”'*]+|["“”'*.,;]+$/g, '')
    .trim();

const isTerm = (name: string, phrase: string): boolean =>
  name !== '' &&
  name.length <= LONGEST_NAME &&
  phrase !== '' &&
  phrase.length <= LONGEST_PHRASE &&
  !/[{}<>`]|\p{Cc}/u.test(name + phrase) &&
  !isOtherLanguage(`${name} ${phrase}`, '');

const groupOf = (group: string): string => {
  const key = group.trim().toLowerCase().slice(0, LONGEST_NAME);
  return key === '' ? 'other' : key;
};
