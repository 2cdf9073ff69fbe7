import { create } from 'zustand';
import type { Role } from '../../src-shared/domain/image-set.ts';
import type { SourceEntry } from '../../src-shared/domain/project.ts';
import { forgetWithProject } from '../api/project-state.ts';

/** What to go on with once a project exists. */
export type NextStep =
  | { kind: 'nothing' }
  | { kind: 'import'; source: SourceEntry | null; role: Role }
  | { kind: 'draw'; dataSet: string | null }
  | { kind: 'tutorial' };

export type OpenDialog =
  | { kind: 'palette' }
  | { kind: 'keys' }
  | { kind: 'create-project'; next: NextStep; name: string }
  | { kind: 'open-project' }
  | { kind: 'import'; source: SourceEntry | null; role: Role }
  | { kind: 'import-report'; jobId: number }
  | { kind: 'export-result'; jobId: number; title: string }
  | { kind: 'draw'; dataSet: string | null }
  | { kind: 'tutorial' }
  | { kind: 'add-class' }
  | { kind: 'find-senses' }
  | { kind: 'write-prompts' }
  | { kind: 'prompt-instructions' }
  | { kind: 'prompt-exchange'; promptId: number }
  | { kind: 'replace-prompts' }
  | { kind: 'name-prompts'; field: 'context' | 'style' }
  | { kind: 'import-prompts' };

/** The dialog in front, if any; at most one. `next` waits until it is closed. */
export const useDialog = create<{ open: OpenDialog | null; next: OpenDialog | null }>()(() => ({
  open: null,
  next: null,
}));

forgetWithProject(() => useDialog.setState({ next: null }));

export const openDialog = (dialog: OpenDialog): void => useDialog.setState({ open: dialog });
export const closeDialog = (): void => useDialog.setState(({ next }) => ({ open: next, next: null }));

/** Opens a dialog once none is in front, so that what was typed there is not lost. */
export const openDialogNext = (dialog: OpenDialog): void =>
  useDialog.setState(({ open }) => (open === null ? { open: dialog } : { next: dialog }));

/** Goes on with a step: in the open project, or in one that is created first. */
export function begin(step: NextStep, projectOpen: boolean, suggestedName = ''): void {
  if (!projectOpen) openDialog({ kind: 'create-project', next: step, name: suggestedName });
  else if (step.kind !== 'nothing') openDialog(step);
}
