import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { UserError } from '../../src-shared/errors.ts';
import { readJsonIfThere } from '../files/read-json.ts';
import { isLfsPointer, lfsAdvice } from '../files/lfs-pointer.ts';

const vocabularySchema = z.record(z.string(), z.number().int().nonnegative());
const addedTokenSchema = z.object({
  content: z.string(),
  normalized: z.boolean().default(false),
});
/** A token by its text, with its options or without. */
const tokenSchema = z
  .union([z.string().transform((content) => ({ content, normalized: false })), addedTokenSchema])
  .nullish();

const namedTokensSchema = z.object({
  bos_token: tokenSchema,
  eos_token: tokenSchema,
  pad_token: tokenSchema,
  unk_token: tokenSchema,
});
const configSchema = namedTokensSchema.extend({
  model_max_length: z.number().nullish(),
  added_tokens_decoder: z.record(z.string(), addedTokenSchema).nullish(),
});
const tokenAndId = z.tuple([z.string(), z.number().int()]);
const wholeSchema = z.object({
  added_tokens: z.array(addedTokenSchema.extend({ id: z.number().int() })).nullish(),
  truncation: z.object({ max_length: z.number().int() }).nullish(),
  padding: z.object({ pad_token: z.string() }).nullish(),
  post_processor: z.object({ sep: tokenAndId.optional(), cls: tokenAndId.optional() }).nullish(),
  model: z.object({
    vocab: vocabularySchema,
    merges: z.array(z.union([z.string(), z.tuple([z.string(), z.string()])])),
    unk_token: z.string().nullish(),
  }),
});

export type NamedTokens = z.infer<typeof namedTokensSchema>;
export type TokenizerConfig = z.infer<typeof configSchema>;
export type WholeTokenizer = z.infer<typeof wholeSchema>;
export type AddedToken = z.infer<typeof addedTokenSchema> & { readonly id: number };

/** What lies in a tokenizer's folder, each file as it says it. */
export interface TokenizerFiles {
  readonly vocabulary: ReadonlyMap<string, number>;
  readonly merges: readonly (readonly [left: string, right: string])[];
  readonly config: TokenizerConfig | undefined;
  readonly specialTokens: NamedTokens | undefined;
  readonly addedTokens: Readonly<Record<string, number>> | undefined;
  readonly whole: WholeTokenizer | undefined;
}

function toPair(line: string, place: string): readonly [string, string] {
  const [left, right, ...rest] = line.split(' ');
  if (!left || !right || rest.length > 0) {
    throw new UserError(
      'bad-input',
      `merges.txt of the tokenizer is damaged: ${place} is not a pair.`,
      'Download it again.',
    );
  }
  return [left, right];
}

async function readMerges(path: string): Promise<(readonly [string, string])[] | undefined> {
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch {
    return undefined;
  }
  if (isLfsPointer(bytes))
    throw new UserError('bad-input', 'merges.txt is a Git LFS pointer, not the file itself.', lfsAdvice);
  return bytes
    .toString('utf8')
    .split(/\r?\n/)
    .flatMap((line, i) =>
      line === '' || (i === 0 && line.startsWith('#version')) ? [] : [toPair(line, `line ${i + 1}`)],
    );
}

/** vocab.json with merges.txt, or tokenizer.json, which holds both. Throws a `UserError` when neither is there or a file is damaged. */
export async function readTokenizerFiles(folder: string): Promise<TokenizerFiles> {
  const [vocab, merges, config, specialTokens, addedTokens, whole] = await Promise.all([
    readJsonIfThere(join(folder, 'vocab.json'), vocabularySchema),
    readMerges(join(folder, 'merges.txt')),
    readJsonIfThere(join(folder, 'tokenizer_config.json'), configSchema),
    readJsonIfThere(join(folder, 'special_tokens_map.json'), namedTokensSchema),
    readJsonIfThere(join(folder, 'added_tokens.json'), vocabularySchema),
    readJsonIfThere(join(folder, 'tokenizer.json'), wholeSchema),
  ]);
  const extras = { config, specialTokens, addedTokens, whole };
  if (vocab && merges) return { vocabulary: new Map(Object.entries(vocab)), merges, ...extras };
  if (whole) {
    const pairs = whole.model.merges.map((pair, i) =>
      typeof pair === 'string' ? toPair(pair, `merge ${i + 1}`) : pair,
    );
    return { vocabulary: new Map(Object.entries(whole.model.vocab)), merges: pairs, ...extras };
  }
  const missing = vocab ? 'merges.txt' : 'vocab.json';
  throw new UserError(
    'not-found',
    `The tokenizer lacks ${missing}.`,
    'A CLIP tokenizer is vocab.json with merges.txt, or tokenizer.json: copy them into the tokenizer folder of the model.',
  );
}
