import type { TaskInput, TaskName, TaskOutput, TaskProgress } from './tasks.ts';

export interface TaskOptions<K extends TaskName> {
  /** Cancels: the task stops at its next safe point and the promise rejects with a UserError 'cancelled'. */
  signal?: AbortSignal;
  /** Asks the task to stop at its next safe point and return what it has (training: writes a checkpoint first). */
  pauseSignal?: AbortSignal;
  onProgress?: (progress: TaskProgress<K>) => void;
}

/**
 * The host's view of a worker process. There are two of the same kind: one computes (ONNX Runtime sessions, training), one handles pictures
 * (decoding, thumbnails, drawing), so that a running training never makes the gallery wait.
 */
export interface Engine {
  /** Rejects with UserError 'engine-stopped' when the process dies meanwhile; the next call starts a fresh one. */
  run<K extends TaskName>(task: K, input: TaskInput<K>, options?: TaskOptions<K>): Promise<TaskOutput<K>>;
  /** Ends the process after the task in hand; the next call starts a fresh one (opening and closing sessions leaks memory). */
  recycle(): Promise<void>;
  readonly pid: number | undefined;
  dispose(): Promise<void>;
}
