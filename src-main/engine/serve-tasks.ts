import { reportError, UserError } from '../../src-shared/errors.ts';
import { type ToHost, type ToWorker, toWorkerSchema } from './envelope.ts';
import type { HostPort } from './process/host-port.ts';

export interface AnyTaskContext {
  readonly signal: AbortSignal;
  readonly pauseSignal: AbortSignal;
  readonly progress: (value: unknown) => void;
}

export type AnyTask = (input: never, context: AnyTaskContext) => Promise<unknown>;

/** Implementations by name, loaded when first asked for, so that a process starts fast and holds only what it uses. */
export type TaskLoaders = Readonly<Record<string, () => Promise<AnyTask>>>;

interface RunningTask {
  readonly cancel: AbortController;
  readonly pause: AbortController;
}

/** Answers requests of the host until it says stop or is gone; then calls `leave`. */
export function serveTasks(port: HostPort, loaders: TaskLoaders, leave: () => void): void {
  const running = new Map<number, RunningTask>();
  const send = (message: ToHost) => port.send(message);

  async function run(id: number, name: string, input: unknown): Promise<void> {
    const task: RunningTask = { cancel: new AbortController(), pause: new AbortController() };
    running.set(id, task);
    try {
      const implementation = await load(loaders, name);
      const output = await implementation(input as never, {
        signal: task.cancel.signal,
        pauseSignal: task.pause.signal,
        progress: (value) => send({ type: 'progress', id, value }),
      });
      task.cancel.signal.throwIfAborted();
      send({ type: 'reply', id, output });
    } catch (error) {
      const cancelled = task.cancel.signal.aborted;
      send({
        type: 'failure',
        id,
        error: reportError(cancelled ? new UserError('cancelled', 'Cancelled.') : error),
      });
    } finally {
      running.delete(id);
    }
  }

  function act(message: ToWorker): void {
    switch (message.type) {
      case 'request':
        void run(message.id, message.task, message.input);
        return;
      case 'cancel':
        running.get(message.id)?.cancel.abort();
        return;
      case 'pause':
        running.get(message.id)?.pause.abort();
        return;
      case 'stop':
        leave();
        return;
      default:
        message satisfies never;
    }
  }

  port.onMessage((message) => {
    const parsed = toWorkerSchema.safeParse(message);
    if (parsed.success) act(parsed.data);
    else send({ type: 'refused', reason: parsed.error.message });
  });
  port.onClosed(leave);
  send({ type: 'ready' });
}

function load(loaders: TaskLoaders, name: string): Promise<AnyTask> {
  const loader = Object.hasOwn(loaders, name) ? loaders[name] : undefined;
  if (!loader) throw new Error(`There is no task named '${name}'.`);
  return loader();
}
