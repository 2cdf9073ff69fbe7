import { createForProject } from '../api/project-state.ts';

/** Which runs are overlaid as curves, and whose errors are shown. */
interface RunsState {
  overlaid: ReadonlySet<number>;
  opened: ReadonlySet<string>;
  examined: number | null;
  /** Whether differences stand with their intervals, in place of what else there is to say of an accuracy. */
  intervals: boolean;
}

export const useRunsState = createForProject<RunsState>({
  overlaid: new Set(),
  opened: new Set(),
  examined: null,
  intervals: false,
});

/** Overlays all of some runs, or none of them. */
export function overlay(runIds: readonly number[], on: boolean): void {
  useRunsState.setState(({ overlaid }) => {
    const next = new Set(overlaid);
    for (const id of runIds) {
      if (on) next.add(id);
      else next.delete(id);
    }
    return { overlaid: next };
  });
}

export function toggleOpened(key: string): void {
  useRunsState.setState(({ opened }) => {
    const next = new Set(opened);
    if (!next.delete(key)) next.add(key);
    return { opened: next };
  });
}

export const examine = (runId: number | null): void => {
  useRunsState.setState({ examined: runId });
};
