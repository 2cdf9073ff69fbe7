import { queries, queryClient } from '../../api/queries.ts';
import { openDialog } from '../../app/dialogs.ts';
import { usePrompts } from '../store.ts';
import { changeRecipe, type RecipeDraft } from './recipe-draft.ts';
import { changeWriting, useWriting } from './writing-draft.ts';

export function openWriteDialogFor(classes: RecipeDraft['classes']): void {
  changeRecipe({ classes });
  if (useWriting.getState().mode === 'stale') changeWriting({ mode: 'missing' });
  openDialog({ kind: 'write-prompts' });
}

/** Opens the recipe for the class that is looked at, else for the classes that have no prompts, else for all. */
export function openWriteDialog(): void {
  const { classId } = usePrompts.getState().filter;
  const classes = queryClient.getQueryData(queries.classes().queryKey) ?? [];
  const without = classes.filter(({ prompts }) => prompts === 0).length;
  openWriteDialogFor(classId ?? (without > 0 && without < classes.length ? 'without' : 'all'));
}
