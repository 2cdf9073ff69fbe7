import { promptTextSchema } from '../../../src-shared/domain/prompt.ts';

/** Beginnings by which a language model says that it will not write. */
const refusal =
  /^(?:i['’]?m sorry|i am sorry|sorry[,.]|i can(?:no|['’])t|i am unable|i['’]?m unable|as an ai|here (?:is|are)|sure[,!]|certainly)/i;
const markdown = /^(?:[-*+•]\s|#{1,6}\s|>\s|\d{1,3}[.)]\s|```)|\*\*|__|`|\[[^\]]*\]\(|https?:\/\//;

/** Quotation marks around a whole text say nothing. */
const unquoted = (text: string): string =>
  /^["“”'‘’].*["“”'‘’]$/s.test(text) ? text.slice(1, -1).trim() : text;

/** A proposed prompt as it would be kept, or in words why it is none. */
export function readProposal(proposed: string): { text: string } | { problem: string } {
  const trimmed = unquoted(proposed.trim());
  if (trimmed === '') return { problem: 'It is empty.' };
  if (/[\r\n]/.test(trimmed)) return { problem: 'It has more than one line.' };
  if (/\p{Cc}/u.test(trimmed)) return { problem: 'It has control characters.' };
  if (/[{}<>]|\[(?:[a-z ]+)\]/i.test(trimmed)) return { problem: 'It has a place that was not filled.' };
  if (markdown.test(trimmed)) return { problem: 'It is Markdown.' };
  if (refusal.test(trimmed)) return { problem: 'It speaks to the reader.' };
  const parsed = promptTextSchema.safeParse(trimmed);
  if (!parsed.success) return { problem: parsed.error.issues[0]?.message ?? 'It is no text.' };
  return { text: parsed.data };
}

/** More letters of another script than this share is another language. */
const FOREIGN_SHARE = 0.3;

/** Whether a text beside the phrase is not in the Latin script, or that of the phrase. */
export function isOtherLanguage(text: string, phrase: string): boolean {
  const rest = text.replaceAll(phrase, ' ');
  const letters = rest.match(/\p{L}/gu) ?? [];
  const foreign = letters.filter((letter) => !/\p{Script=Latin}/u.test(letter));
  if (foreign.length <= letters.length * FOREIGN_SHARE) return false;
  const scripts = [/\p{Script=Cyrillic}/u, /\p{Script=Greek}/u, /\p{Script=Arabic}/u, /\p{Script=Hebrew}/u];
  const asian = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
  return ![...scripts, asian].some(
    (script) => script.test(phrase) && foreign.every((each) => script.test(each)),
  );
}
