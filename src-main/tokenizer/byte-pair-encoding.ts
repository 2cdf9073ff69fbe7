import { byteSymbols } from './byte-symbols.ts';

/** Marks the last symbol of a word in CLIP's vocabularies. */
const endOfWord = '</w>';
/** Words whose encoding is kept; prompts of one project repeat theirs. */
const cachedWords = 20_000;

export interface BytePairs {
  readonly vocabulary: ReadonlyMap<string, number>;
  /** Pairs that become one symbol, most frequent first. */
  readonly merges: readonly (readonly [left: string, right: string])[];
  /** Id of a symbol that the vocabulary lacks. */
  readonly unknownId: number;
}

const pairKey = (left: string, right: string): string => `${left} ${right}`;

/** Replaces every `left, right` by their concatenation, from left to right. */
function merge(symbols: readonly string[], left: string, right: string): string[] {
  const merged: string[] = [];
  for (let i = 0; i < symbols.length; i++) {
    const symbol = symbols[i]!;
    if (symbol === left && symbols[i + 1] === right) {
      merged.push(left + right);
      i++;
    } else {
      merged.push(symbol);
    }
  }
  return merged;
}

/** Encodes single words by byte-level byte pair encoding (Sennrich et al. 2016; the variant of OpenAI's CLIP). */
export function createWordEncoder({
  vocabulary,
  merges,
  unknownId,
}: BytePairs): (word: string) => readonly number[] {
  const ranks = new Map(merges.map(([left, right], rank) => [pairKey(left, right), rank]));
  const cache = new Map<string, readonly number[]>();

  function bestPair(symbols: readonly string[]): number | undefined {
    let best: number | undefined;
    for (let i = 0; i + 1 < symbols.length; i++) {
      const rank = ranks.get(pairKey(symbols[i]!, symbols[i + 1]!));
      if (rank !== undefined && (best === undefined || rank < best)) best = rank;
    }
    return best;
  }

  function encode(word: string): readonly number[] {
    let symbols = byteSymbols(word);
    symbols.push(`${symbols.pop() ?? ''}${endOfWord}`);
    for (let rank = bestPair(symbols); rank !== undefined; rank = bestPair(symbols)) {
      const [left, right] = merges[rank]!;
      symbols = merge(symbols, left, right);
    }
    return symbols.map((symbol) => vocabulary.get(symbol) ?? unknownId);
  }

  return (word) => {
    const known = cache.get(word);
    if (known) return known;
    const ids = encode(word);
    if (cache.size >= cachedWords) cache.clear();
    cache.set(word, ids);
    return ids;
  };
}
