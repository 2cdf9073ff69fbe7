import { fileURLToPath } from 'node:url';
import type { EngineRole, HostEvent } from '../../src-shared/api/services.ts';
import type { Log } from '../log/log.ts';
import { createEngineClient } from './client.ts';
import type { Engine, TaskOptions } from './engine.ts';
import { forkLauncher } from './process/fork.ts';
import type { ProcessLauncher } from './process/launcher.ts';
import type { TaskInput, TaskName, TaskOutput, TaskProgress } from './tasks.ts';

export interface EngineSettings {
  readonly role: EngineRole;
  readonly log: Log;
  /** Default: Node's `fork`. */
  readonly launcher?: ProcessLauncher;
  /** Told when the process starts, is ready, and is gone; `error` is set when it was not asked to go. */
  readonly onState?: (event: Extract<HostEvent, { type: 'engine' }>) => void;
}

/** A worker process that starts with the first task it is given. */
export function startEngine(settings: EngineSettings): Engine {
  const { role, log, launcher = forkLauncher, onState } = settings;
  const client = createEngineClient({
    launcher,
    entry: entryModule(),
    name: `variegate-${role}`,
    log: log.area(role),
    onState: (state, error) => onState?.({ type: 'engine', role, state, error }),
  });
  return {
    run: <K extends TaskName>(task: K, input: TaskInput<K>, options: TaskOptions<K> = {}) => {
      const { onProgress, ...signals } = options;
      return client.call(task, input, {
        ...signals,
        // The worker serves exactly the tasks of `tasks.ts`; its registry is checked against them by the compiler.
        ...(onProgress ? { onProgress: (value) => onProgress(value as TaskProgress<K>) } : {}),
      }) as Promise<TaskOutput<K>>;
    },
    recycle: client.recycle,
    dispose: client.dispose,
    get pid() {
      return client.pid;
    },
  };
}

/** Beside this module: TypeScript when run from the sources, JavaScript when compiled. */
function entryModule(): string {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  return fileURLToPath(new URL(`../engine-process.${extension}`, import.meta.url));
}
