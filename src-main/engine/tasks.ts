/**
 * The typed list of everything a worker process can be asked for. An area adds its tasks by declaration merging:
 *
 *   declare module '../engine/tasks.ts' {
 *     interface Tasks { 'training.run': { input: …; output: …; progress: … } }
 *   }
 *
 * and registers the implementation in `src-main/engine-process.ts`. Inputs, outputs and progress are structured-cloneable.
 */
export interface Tasks {
  ping: { input: { echo: string }; output: { echo: string; pid: number }; progress: never };
}

export type TaskName = keyof Tasks;
export type TaskInput<K extends TaskName> = Tasks[K]['input'];
export type TaskOutput<K extends TaskName> = Tasks[K]['output'];
export type TaskProgress<K extends TaskName> = Tasks[K]['progress'];

export interface TaskContext<K extends TaskName> {
  signal: AbortSignal;
  pauseSignal: AbortSignal;
  progress(value: TaskProgress<K>): void;
}

export type TaskImplementation<K extends TaskName> = (
  input: TaskInput<K>,
  context: TaskContext<K>,
) => Promise<TaskOutput<K>>;
