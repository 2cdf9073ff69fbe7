import { cleanText, splitWords } from '../../tokenizer/split-text.ts';

/** What CLIP's text models read beside begin and end. */
export const CLIP_TOKENS = 75;

/** Letters that one token of a longer word stands for, about. */
const LETTERS_PER_TOKEN = 8;

/** About how many tokens CLIP's tokenizer makes of a text, from the pieces that it cuts it into: without its vocabulary nobody knows exactly. */
export const estimatedTokens = (text: string): number =>
  splitWords(cleanText(text)).reduce((sum, word) => sum + Math.ceil(word.text.length / LETTERS_PER_TOKEN), 0);
