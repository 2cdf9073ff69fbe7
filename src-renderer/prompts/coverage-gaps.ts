import type { PromptVocabulary, WritePrompts } from '../../src-shared/api/prompts.ts';
import type { NewPrompt, Prompt } from '../../src-shared/domain/prompt.ts';
import type { CoverageLine } from '../../src-shared/prompts/prompt-coverage.ts';

/** What the built-in words can say of a cell: a context, a style, or both. */
export interface Gap {
  readonly label: string;
  readonly context: string | null;
  /** Any of them will do; empty for none. */
  readonly styles: readonly string[];
}

/** The gap of a cell; null where the words cannot write for it: names of other vocabularies, or neither context nor style. */
export function gapOf(row: CoverageLine, column: CoverageLine, vocabulary: PromptVocabulary): Gap | null {
  const [context = null] = row.names;
  if (context !== null && vocabulary.contexts.every(({ name }) => name !== context)) return null;
  const known = new Set(vocabulary.styles.map(({ name }) => name));
  const styles = column.names.flatMap((name) => (name !== null && known.has(name) ? [name] : []));
  const wantsStyle = !column.names.includes(null);
  if (wantsStyle ? styles.length === 0 : context === null) return null;
  return { label: `${row.label}, ${column.label}`, context, styles: wantsStyle ? styles : [] };
}

/** Asked for at once, as some of a style's prompts name no context whatever is asked. */
const TRIES = 4;
const MOST_PER_CLASS = 1000;

/** Diversified prompts of a class count as one kind: so many more are asked for than it has. */
const diversified = ({ origin }: Pick<Prompt, 'origin'>): boolean =>
  origin === 'contextualized' || origin === 'stylized';

/** One request for all classes that have the same number of prompts. */
export function requestsFor(
  gap: Gap,
  classIds: readonly number[],
  prompts: readonly Pick<Prompt, 'classId' | 'origin'>[],
  vocabulary: PromptVocabulary['id'],
): WritePrompts[] {
  const has = new Map(classIds.map((id) => [id, 0]));
  for (const prompt of prompts) {
    const count = has.get(prompt.classId);
    if (count !== undefined && diversified(prompt)) has.set(prompt.classId, count + 1);
  }
  const byCount = Map.groupBy(classIds, (id) => has.get(id) ?? 0);
  return [...byCount].map(([count, ids]) => ({
    classIds: ids,
    perClass: Math.min(MOST_PER_CLASS, count + TRIES),
    vocabulary,
    recipe: {
      kind: 'diversified',
      stylizedShare: gap.styles.length > 0 ? 1 : 0,
      contexts: gap.context === null ? [] : [gap.context],
      styles: [...gap.styles],
    },
  }));
}

/** The first draft of each class that belongs into the gap. */
export function fitting(gap: Gap, drafts: readonly NewPrompt[]): NewPrompt[] {
  const isIn = ({ context, style }: NewPrompt): boolean =>
    context === gap.context && (style === null ? gap.styles.length === 0 : gap.styles.includes(style));
  const first = new Map<number, NewPrompt>();
  for (const draft of drafts) if (isIn(draft) && !first.has(draft.classId)) first.set(draft.classId, draft);
  return [...first.values()];
}
