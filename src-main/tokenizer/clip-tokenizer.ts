import { UserError } from '../../src-shared/errors.ts';
import { createSplitter } from './added-token-splitter.ts';
import { createWordEncoder } from './byte-pair-encoding.ts';
import { specialTokens, type SpecialTokens } from './special-tokens.ts';
import { cleanText, splitWords } from './split-text.ts';
import { readTokenizerFiles, type TokenizerFiles } from './tokenizer-files.ts';

export interface Encoding {
  /** Begin, the text's tokens, end, then padding: `maxLength` ids. */
  readonly ids: Int32Array;
  /** With begin and end, without padding: the first `tokens` ids count. */
  readonly tokens: number;
  readonly truncated: boolean;
  /** The end of the cleaned text that did not fit, from the start of the first word that is not whole; empty if all did. */
  readonly unseen: string;
}

export interface ClipTokenizer {
  readonly maxLength: number;
  readonly beginId: number;
  readonly endId: number;
  readonly padId: number;
  /** Any text, also an empty one; never throws. */
  readonly encode: (text: string) => Encoding;
}

export interface TokenizerOptions {
  /** Positions of the text model (`max_position_embeddings`): limits the length, and gives it where the tokenizer's files do not. */
  readonly positions?: number;
}

/** transformers writes 1e30 where it does not know. */
const longestPlausible = 1_000_000;
/** Begin and end must fit. */
const shortestUsable = 2;

function maxLengthOf(files: TokenizerFiles, positions: number | undefined): number {
  const lengths = [files.config?.model_max_length ?? files.whole?.truncation?.max_length, positions].filter(
    (length) => length != null && length >= shortestUsable && length < longestPlausible,
  );
  if (lengths.length > 0) return Math.min(...lengths.map(Number));
  throw new UserError(
    'bad-input',
    'The tokenizer does not say how long a text may be.',
    'Add "model_max_length" to its tokenizer_config.json.',
  );
}

/** A word or an added token: what stands or falls together when a text is cut. */
interface Piece {
  readonly ids: readonly number[];
  /** Offset in the cleaned text. */
  readonly start: number;
}

/** The cleaned text, cut into pieces in order. */
interface Pieces {
  readonly cleaned: string;
  readonly pieces: readonly Piece[];
}

/** Cleans and cuts a text. Added tokens are found in the text as typed, or as cleaned where they say `normalized`. */
function createCutter({ added }: SpecialTokens, encodeWord: (word: string) => readonly number[]) {
  const splitTyped = createSplitter(added.filter((token) => !token.normalized));
  const splitCleaned = createSplitter(
    added
      .filter((token) => token.normalized)
      .map((token) => ({ ...token, content: cleanText(token.content) })),
  );

  return (text: string): Pieces => {
    const pieces: Piece[] = [];
    let cleaned = '';
    const addToken = (part: string, id: number) => {
      pieces.push({ ids: [id], start: cleaned.length });
      cleaned += part;
    };
    const addWords = (part: string) => {
      for (const word of splitWords(part)) {
        pieces.push({ ids: encodeWord(word.text), start: cleaned.length + word.start });
      }
      cleaned += part;
    };
    for (const typed of splitTyped(text)) {
      if (typed.id !== undefined) addToken(typed.text, typed.id);
      else {
        for (const part of splitCleaned(cleanText(typed.text))) {
          if (part.id === undefined) addWords(part.text);
          else addToken(part.text, part.id);
        }
      }
    }
    return { cleaned, pieces };
  };
}

function encode(tokenizer: Omit<ClipTokenizer, 'encode'>, { cleaned, pieces }: Pieces): Encoding {
  const { maxLength, beginId, endId, padId } = tokenizer;
  const room = maxLength - 2;
  const ids = new Int32Array(maxLength).fill(padId);
  ids[0] = beginId;
  let used = 0;
  let cutAt: number | undefined;
  for (const piece of pieces) {
    const fitting = piece.ids.slice(0, room - used);
    ids.set(fitting, 1 + used);
    used += fitting.length;
    if (fitting.length < piece.ids.length) {
      cutAt = piece.start;
      break;
    }
  }
  ids[1 + used] = endId;
  const unseen = cutAt === undefined ? '' : cleaned.slice(cutAt).trim();
  return { ids, tokens: used + 2, truncated: cutAt !== undefined, unseen };
}

/** Texts whose encoding is kept: a generation job asks for the same prompts again and again. */
const cachedTexts = 4_096;

/** Texts to ids as the tokenizer's own files say. Throws a `UserError` where these make no tokenizer. */
export function createClipTokenizer(files: TokenizerFiles, options: TokenizerOptions = {}): ClipTokenizer {
  const special = specialTokens(files);
  const { beginId, endId, padId, unknownId } = special;
  const encodeWord = createWordEncoder({ ...files, unknownId });
  const cut = createCutter(special, encodeWord);
  const limits = { maxLength: maxLengthOf(files, options.positions), beginId, endId, padId };
  const cache = new Map<string, Encoding>();
  return {
    ...limits,
    encode: (text) => {
      const known = cache.get(text);
      if (known) return known;
      const encoding = encode(limits, cut(text));
      if (cache.size >= cachedTexts) cache.clear();
      cache.set(text, encoding);
      return encoding;
    },
  };
}

/** `folder`: the `tokenizer/` of a pipeline, or the folder of a CLIP model. Throws a `UserError` that says what is missing or damaged. */
export async function loadClipTokenizer(
  folder: string,
  options: TokenizerOptions = {},
): Promise<ClipTokenizer> {
  return createClipTokenizer(await readTokenizerFiles(folder), options);
}
