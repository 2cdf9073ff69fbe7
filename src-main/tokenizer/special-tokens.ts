import { UserError } from '../../src-shared/errors.ts';
import type { AddedToken, NamedTokens, TokenizerFiles } from './tokenizer-files.ts';

export interface SpecialTokens {
  readonly beginId: number;
  readonly endId: number;
  readonly padId: number;
  readonly unknownId: number;
  /** Tokens that are recognised in a text before it is split, longest first. */
  readonly added: readonly AddedToken[];
}

/** What transformers' CLIPTokenizer takes where no file names a token; only accepted when the vocabulary has it. */
const defaults = {
  bos_token: '<|startoftext|>',
  eos_token: '<|endoftext|>',
  pad_token: '<|endoftext|>',
  unk_token: '<|endoftext|>',
} as const satisfies Record<keyof NamedTokens, string>;

type TokenName = keyof typeof defaults;
const tokenNames = ['bos_token', 'eos_token', 'pad_token', 'unk_token'] as const;

const words: Record<TokenName, string> = {
  bos_token: 'begin',
  eos_token: 'end',
  pad_token: 'padding',
  unk_token: 'unknown',
};

function fromWholeFile({ whole }: TokenizerFiles, name: TokenName): string | undefined {
  switch (name) {
    case 'bos_token':
      return whole?.post_processor?.cls?.[0];
    case 'eos_token':
      return whole?.post_processor?.sep?.[0];
    case 'pad_token':
      return whole?.padding?.pad_token;
    case 'unk_token':
      return whole?.model.unk_token ?? undefined;
    default:
      return name satisfies never;
  }
}

const textOf = (files: TokenizerFiles, name: TokenName): string =>
  files.config?.[name]?.content ??
  files.specialTokens?.[name]?.content ??
  fromWholeFile(files, name) ??
  defaults[name];

/** Whether a text is also found in another case: when every role that has it is described so, as transformers decides. */
function isNormalized({ config, specialTokens }: TokenizerFiles, text: string): boolean {
  const tokens = tokenNames.map((name) => specialTokens?.[name] ?? config?.[name]);
  const same = tokens.filter((token) => token?.content === text);
  return same.length > 0 && same.every((token) => token?.normalized);
}

function addedTokens(files: TokenizerFiles): Map<string, AddedToken> {
  const added = new Map<string, AddedToken>();
  const add = (token: AddedToken) => added.set(token.content, token);
  for (const token of files.whole?.added_tokens ?? []) add(token);
  for (const [content, id] of Object.entries(files.addedTokens ?? {})) {
    add({ content, id, normalized: false });
  }
  for (const [id, token] of Object.entries(files.config?.added_tokens_decoder ?? {})) {
    add({ ...token, id: Number(id) });
  }
  return added;
}

/** The tokens with a meaning of their own, by the files of the tokenizer. Throws a `UserError` where the vocabulary lacks one. */
export function specialTokens(files: TokenizerFiles): SpecialTokens {
  const added = addedTokens(files);
  function idOf(name: TokenName): number {
    const text = textOf(files, name);
    const id = added.get(text)?.id ?? files.vocabulary.get(text);
    if (id !== undefined) {
      if (!added.has(text)) added.set(text, { content: text, id, normalized: isNormalized(files, text) });
      return id;
    }
    throw new UserError(
      'bad-input',
      `The tokenizer's vocabulary lacks its ${words[name]} token "${text}".`,
      'vocab.json does not belong to the other tokenizer files: download all of them again.',
    );
  }
  const ids = {
    beginId: idOf('bos_token'),
    endId: idOf('eos_token'),
    padId: idOf('pad_token'),
    unknownId: idOf('unk_token'),
  };
  const longestFirst = [...added.values()].sort((a, b) => b.content.length - a.content.length);
  return { ...ids, added: longestFirst };
}
