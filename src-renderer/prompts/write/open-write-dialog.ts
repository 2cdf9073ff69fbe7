import { queries, queryClient } from '../../api/queries.ts';
import { openDialog } from '../../app/dialogs.ts';
import { usePrompts } from '../store.ts';
import { changeRecipe } from './recipe-draft.ts';

/** Opens the recipe for the class that is looked at, else for the classes that have no prompts, else for all. */
export function openWriteDialog(): void {
  const { classId } = usePrompts.getState().filter;
  const classes = queryClient.getQueryData(queries.classes().queryKey) ?? [];
  const without = classes.filter(({ prompts }) => prompts === 0).length;
  changeRecipe({ classes: classId ?? (without > 0 && without < classes.length ? 'without' : 'all') });
  openDialog({ kind: 'write-prompts' });
}
