import type { RewritePlan } from '../../api/prompts.ts';
import type { ImageClass } from '../../domain/image-class.ts';
import type { Prompt } from '../../domain/prompt.ts';

export type DiffLine =
  | { kind: 'class'; name: string; added: number; removed: number }
  | { kind: 'removed' | 'added'; text: string };

/** What goes and what comes, class by class in their order; classes in which nothing changes are left out. */
export function diffLines(
  { added, removed }: Pick<RewritePlan, 'added' | 'removed'>,
  prompts: readonly Prompt[],
  classes: readonly ImageClass[],
): DiffLine[] {
  const gone = new Set(removed);
  const out = Map.groupBy(
    prompts.filter(({ id }) => gone.has(id)),
    ({ classId }) => classId,
  );
  const into = Map.groupBy(added, ({ classId }) => classId);
  return classes
    .toSorted((a, b) => a.position - b.position)
    .flatMap(({ id, name }): DiffLine[] => {
      const [goes, comes] = [out.get(id) ?? [], into.get(id) ?? []];
      if (goes.length + comes.length === 0) return [];
      return [
        { kind: 'class', name, added: comes.length, removed: goes.length },
        ...goes.map(({ text }) => ({ kind: 'removed' as const, text })),
        ...comes.map(({ text }) => ({ kind: 'added' as const, text })),
      ];
    });
}
