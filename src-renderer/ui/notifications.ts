import { create } from 'zustand';
import type { ErrorReport } from '../../src-shared/errors.ts';
import { failureOf } from '../api/failure.ts';
import { forgetWithProject } from '../api/project-state.ts';

export interface Notification {
  id: number;
  kind: 'info' | 'failed';
  message: string;
  advice: string | undefined;
  action: { name: string; perform: () => void } | undefined;
}

export const useNotifications = create<{ list: Notification[] }>()(() => ({ list: [] }));

// What could still be undone or shown is known by numbers that mean something else in another project.
forgetWithProject(() =>
  useNotifications.setState(({ list }) => ({ list: list.filter(({ action }) => !action) })),
);

let nextId = 1;
const LINGER = { info: 6000, failed: 14_000 } as const;
/** What asks for a decision stays long enough to be read and reached. */
const ACTION_LINGER = 14_000;

/** Says something for some seconds at the lower edge. The same words are not stacked. */
export function notify(
  kind: Notification['kind'],
  report: Pick<ErrorReport, 'message' | 'advice'>,
  action?: Notification['action'],
): void {
  const id = nextId++;
  const entry: Notification = { id, kind, message: report.message, advice: report.advice, action };
  useNotifications.setState(({ list }) => ({
    list: [...list.filter(({ message }) => message !== report.message), entry].slice(-3),
  }));
  setTimeout(() => dismiss(id), action ? ACTION_LINGER : LINGER[kind]);
}

export const notifyFailure = (error: unknown): void => notify('failed', failureOf(error));

export const dismiss = (id: number): void =>
  useNotifications.setState(({ list }) => ({ list: list.filter((entry) => entry.id !== id) }));
