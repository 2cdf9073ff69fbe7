import { promptTextSchema } from '../../domain/prompt.ts';
import { type EditablePrompt, type PromptEdit, resolveEdits } from './resolve-edits.ts';

/** What to look for in the texts, and what to put in its place. */
export interface Replacement {
  readonly find: string;
  readonly replace: string;
  /** `find` is a regular expression, and `replace` may name its groups: `$1`, `$<name>`. */
  readonly expression: boolean;
  readonly matchCase: boolean;
  readonly wholeWord: boolean;
}

export interface TextChange {
  promptId: number;
  before: string;
  after: string;
}

/** What a replacement would do. */
export interface ReplacementPreview {
  /** Places in all the prompts, and prompts that have at least one. */
  places: number;
  prompts: number;
  changes: TextChange[];
  /** Ids of those that would change and are locked. */
  locked: number[];
  /** These would repeat another prompt of their class. */
  conflicts: TextChange[];
  /** With the replacement they would have no text or more than 1,000 characters. */
  impossible: number;
}

const SPECIAL = /[$()*+.?[\\\]^{|}]/g;

/**
 * The expression that finds the places. Letters of all scripts count as parts of words.
 *
 * @throws SyntaxError for an expression that is not one.
 */
export function patternOf({ find, expression, matchCase, wholeWord }: Replacement): RegExp {
  const source = expression ? find : find.replaceAll(SPECIAL, String.raw`\$&`);
  const whole = wholeWord ? String.raw`(?<![\p{L}\p{N}_])(?:${source})(?![\p{L}\p{N}_])` : source;
  // An expression that is only one once it stands in brackets, such as `a)(b`, is none.
  void new RegExp(source, 'u');
  return new RegExp(whole, matchCase ? 'gu' : 'giu');
}

/**
 * Replaces in those of the prompts that `meant` names; `prompts` are all of them, as a class has each text once. May take without end for some
 * expressions.
 *
 * @throws SyntaxError for an expression that is not one.
 */
export function previewReplacement(
  prompts: readonly EditablePrompt[],
  meant: ReadonlySet<number>,
  replacement: Replacement,
): ReplacementPreview {
  const preview: ReplacementPreview = {
    places: 0,
    prompts: 0,
    changes: [],
    locked: [],
    conflicts: [],
    impossible: 0,
  };
  if (replacement.find === '') return preview;
  const pattern = patternOf(replacement);
  const edits: PromptEdit[] = [];
  const before = new Map<number, string>();
  for (const { id, text } of prompts) {
    if (!meant.has(id)) continue;
    const places = text.match(pattern)?.length ?? 0;
    if (places === 0) continue;
    preview.places += places;
    preview.prompts += 1;
    const after = promptTextSchema.safeParse(replaced(text, pattern, replacement));
    if (!after.success) preview.impossible += 1;
    else edits.push({ promptId: id, text: after.data });
    before.set(id, text);
  }
  const { changes, locked, conflicts } = resolveEdits(prompts, edits);
  const change = ({ promptId, text = '' }: { promptId: number; text?: string | undefined }): TextChange => ({
    promptId,
    before: before.get(promptId) ?? '',
    after: text,
  });
  return {
    ...preview,
    locked,
    changes: changes.map(change),
    conflicts: conflicts.map(change),
  };
}

const replaced = (text: string, pattern: RegExp, { replace, expression }: Replacement): string =>
  expression ? text.replaceAll(pattern, replace) : text.replaceAll(pattern, () => replace);
