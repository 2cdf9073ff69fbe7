import { beforeEach, expect, test } from 'vitest';
import { resetForProject } from '../api/project-state.ts';
import { notify, useNotifications } from '../ui/notifications.ts';
import { closeDialog, openDialog, openDialogNext, useDialog } from './dialogs.ts';

beforeEach(() => {
  useDialog.setState({ open: null, next: null });
  useNotifications.setState({ list: [] });
});

const result = { kind: 'export-result', jobId: 3, title: 'Exported images' } as const;

test('what should be shown next waits for the dialog in front', () => {
  openDialog({ kind: 'write-prompts' });
  openDialogNext(result);
  expect(useDialog.getState().open).toEqual({ kind: 'write-prompts' });
  closeDialog();
  expect(useDialog.getState().open).toEqual(result);
  closeDialog();
  expect(useDialog.getState().open).toBeNull();
  openDialogNext(result);
  expect(useDialog.getState().open).toEqual(result);
});

test('nothing of one project can be shown or undone in the next', () => {
  openDialog({ kind: 'keys' });
  openDialogNext(result);
  notify('info', { message: 'Rejected 3 images.' }, { name: 'Undo', perform: () => undefined });
  notify('info', { message: 'Location copied.' });
  resetForProject();
  expect(useDialog.getState()).toEqual({ open: { kind: 'keys' }, next: null });
  expect(useNotifications.getState().list.map(({ message }) => message)).toEqual(['Location copied.']);
});
