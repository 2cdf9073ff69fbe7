/** What CLIP's tokenizers do with a text before byte pair encoding, as in the `normalizer` and `pre_tokenizer` of their tokenizer.json. */

/** NFC, one space for any white space, lower case. Character by character, so that a final sigma stays a sigma, as in the tokenizers library. */
export function cleanText(text: string): string {
  const spaced = text
    .toWellFormed()
    .normalize('NFC')
    .replaceAll(/\p{White_Space}+/gu, ' ');
  return Array.from(spaced, (character) => character.toLowerCase()).join('');
}

const wordPattern =
  /<\|startoftext\|>|<\|endoftext\|>|'s|'t|'re|'ve|'m|'ll|'d|\p{L}+|\p{N}|[^\p{White_Space}\p{L}\p{N}]+/gu;
/** GPT-2's pattern, which the tokenizers library applies to each match again: it only splits the two names above. */
const secondPattern = /'s|'t|'re|'ve|'m|'ll|'d|\p{L}+|\p{N}|[^\p{L}\p{N}]+/gu;

export interface Word {
  readonly text: string;
  /** UTF-16 offset in the text it was taken from. */
  readonly start: number;
}

/** English clitics, runs of letters, single digits and runs of anything else; white space separates and is dropped. */
export const splitWords = (cleaned: string): Word[] =>
  Array.from(cleaned.matchAll(wordPattern)).flatMap((match) =>
    Array.from(match[0].matchAll(secondPattern), (part) => ({
      text: part[0],
      start: match.index + part.index,
    })),
  );
