import { create, type StoreApi, type UseBoundStore } from 'zustand';

const forgets = new Set<() => void>();

/** For what belongs to the open project and lives outside the query cache: `forget` is called when another one is opened, or none. */
export const forgetWithProject = (forget: () => void): void => void forgets.add(forget);

/** A store whose whole state belongs to the open project: it begins with `initial` in each. */
export function createForProject<State extends object>(initial: State): UseBoundStore<StoreApi<State>> {
  const useStore = create<State>()(() => initial);
  forgetWithProject(() => useStore.setState(initial, true));
  return useStore;
}

/** Forgets all state of the project that was open. */
export function resetForProject(): void {
  for (const forget of forgets) forget();
}
