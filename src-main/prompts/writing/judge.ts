import type { RejectionReason } from '../../../src-shared/api/diversification.ts';
import { promptKey } from '../../../src-shared/domain/prompt.ts';
import type { KnownPrompt } from '../../project/queries/prompts.ts';
import { phraseOf } from '../source.ts';
import type { Slot } from './assign.ts';
import { type ClassNames, type NamedImageClass, withPhrase } from './class-names.ts';
import { isOtherLatinLanguage } from './other-latin-language.ts';
import { isOtherLanguage, readProposal } from './proposal.ts';
import { contentKey, contentStems, stemsOf } from './words.ts';

/** What a language model proposed for a slot. */
export interface Proposal {
  readonly slot: Slot;
  readonly text: string;
  readonly attributes: Readonly<Record<string, string>>;
}

export interface Rejected {
  readonly text: string;
  readonly reason: RejectionReason;
  readonly detail: string | null;
}

export interface Judged {
  readonly accepted: readonly Proposal[];
  readonly rejected: readonly Rejected[];
}

/** What needs another process to tell. */
export interface Gauges {
  /** For each text in words how it is too long; null where it is not. */
  readonly tooLong: (texts: readonly string[]) => Promise<(string | null)[]>;
  /** For each text in words which earlier text of its class it is like, of `present` or of the texts before it; null where it is like none. */
  readonly alike: (texts: readonly string[], present: readonly string[]) => Promise<(string | null)[]>;
}

export interface Bench {
  readonly own: NamedImageClass;
  readonly names: ClassNames;
  /** All prompts of the class, archived ones too. */
  readonly known: readonly KnownPrompt[];
  readonly gauges: Gauges;
  /** Whether English was asked for: a project may have asked for another language in words of its own. */
  readonly inEnglish: boolean;
}

type Verdict = { text: string } | Omit<Rejected, 'text'>;

/** Tells the proposals that can become prompts of the class from those that cannot, and why. Those accepted differ among themselves too. */
export async function judge(proposals: readonly Proposal[], bench: Bench): Promise<Judged> {
  const rejected: Rejected[] = [];
  const taken = takenTexts(bench.known);
  let accepted: Proposal[] = [];
  for (const proposal of proposals) {
    const verdict = judgeWords(proposal, bench, taken);
    if ('reason' in verdict) {
      rejected.push({ ...verdict, text: proposal.text.slice(0, LONGEST_KEPT) });
      continue;
    }
    taken.add(verdict.text);
    accepted.push({ ...proposal, text: verdict.text });
  }
  const sift = (reason: RejectionReason, problems: readonly (string | null)[]): void => {
    for (const [i, { text }] of accepted.entries()) {
      const detail = problems[i];
      if (detail !== null && detail !== undefined) rejected.push({ text, reason, detail });
    }
    accepted = accepted.filter((_, i) => problems[i] === null);
  };
  const texts = (): string[] => accepted.map(({ text }) => text);
  if (accepted.length > 0) sift('too-long', await bench.gauges.tooLong(texts()));
  const present = bench.known.filter(({ archived }) => !archived).map(({ key }) => key);
  if (accepted.length > 0) sift('near-duplicate', await bench.gauges.alike(texts(), present));
  return { accepted, rejected };
}

/** A model that runs on writes more than anybody reads. */
const LONGEST_KEPT = 1000;

interface TakenTexts {
  find(text: string): Omit<Rejected, 'text'> | null;
  add(text: string): void;
}

function takenTexts(known: readonly KnownPrompt[]): TakenTexts {
  const archived = new Map(known.map((prompt) => [prompt.key, prompt.archived]));
  const contents = new Map(known.map(({ key }) => [contentKey(key), key]));
  return {
    find: (text) => {
      const isArchived = archived.get(promptKey(text));
      if (isArchived !== undefined) {
        return { reason: 'duplicate', detail: isArchived ? 'It was archived before.' : null };
      }
      const like = contents.get(contentKey(text));
      return like === undefined ? null : { reason: 'near-duplicate', detail: `The same words: “${like}”` };
    },
    add: (text) => {
      archived.set(promptKey(text), false);
      contents.set(contentKey(text), text);
    },
  };
}

function judgeWords(
  { text: proposed, slot }: Proposal,
  { own, names, inEnglish }: Bench,
  taken: TakenTexts,
): Verdict {
  const read = readProposal(proposed);
  if ('problem' in read) return { reason: 'not-a-prompt', detail: read.problem };
  const phrase = phraseOf(own);
  const isOther =
    isOtherLanguage(read.text, phrase) ||
    (inEnglish && isOtherLatinLanguage(read.text.replaceAll(phrase, ' ')));
  if (isOther) return { reason: 'other-language', detail: null };
  const text = withPhrase(read.text, own);
  if (text === null) return { reason: 'class-missing', detail: `It does not say “${phrase}”.` };
  const other = names.otherIn(text, own);
  if (other !== null) return { reason: 'other-class', detail: `It names “${other}”.` };
  if (slot.origin === 'stylized' && !namesStyle(text, slot.style)) {
    return { reason: 'not-a-prompt', detail: `It does not name the style “${slot.style.name}”.` };
  }
  return taken.find(text) ?? { text };
}

function namesStyle(text: string, { name, phrase }: { name: string; phrase: string }): boolean {
  const stems = stemsOf(text);
  return [...contentStems(name), ...contentStems(phrase)].some((each) => stems.includes(each));
}
