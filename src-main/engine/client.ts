import type { EngineState } from '../../src-shared/api/services.ts';
import { type ErrorReport, errorFromReport, reportError, UserError } from '../../src-shared/errors.ts';
import type { Log } from '../log/log.ts';
import { type ToHost, type ToWorker, toHostSchema } from './envelope.ts';
import { exitError, memoryKillCount } from './process/exit-report.ts';
import type { ProcessExit, ProcessLauncher, WorkerProcess } from './process/launcher.ts';
import { createOutputTail } from './process/output-tail.ts';

export interface ClientOptions {
  readonly launcher: ProcessLauncher;
  /** Absolute path of the worker's entry module. */
  readonly entry: string;
  readonly name: string;
  readonly log: Log;
  /** `error` is set when the process stopped without being asked to. */
  readonly onState?: (state: EngineState, error: ErrorReport | null) => void;
}

export interface CallOptions {
  readonly signal?: AbortSignal;
  readonly pauseSignal?: AbortSignal;
  readonly onProgress?: (value: unknown) => void;
}

interface PendingCall {
  resolve(output: unknown): void;
  reject(error: unknown): void;
  onProgress: ((value: unknown) => void) | undefined;
  /** Takes the listeners off the caller's signals. */
  release(): void;
}

/** One process and the calls that wait for it. */
interface LiveProcess {
  readonly process: WorkerProcess;
  readonly pending: Map<number, PendingCall>;
  /** No new calls; it leaves when those in hand are done. */
  draining: boolean;
  /** It was told to leave. */
  leaving: boolean;
  readonly exited: Promise<void>;
}

/** The untyped core of an engine: starts the process on the first call, matches replies to calls, notices its death. */
export interface EngineClient {
  readonly call: (task: string, input: unknown, options?: CallOptions) => Promise<unknown>;
  /** Ends the process once the calls in hand are done; the next call starts another. */
  readonly recycle: () => Promise<void>;
  /** Ends every process now; waiting calls reject. */
  readonly dispose: () => Promise<void>;
  readonly pid: number | undefined;
}

/** How long a process may take to leave after it was asked to. */
const graceMs = 5_000;

export function createEngineClient(options: ClientOptions): EngineClient {
  const { launcher, entry, name, log } = options;
  /** Takes the calls; older ones may still be draining. */
  let live: LiveProcess | null = null;
  const all = new Set<LiveProcess>();
  let disposed = false;
  let nextId = 0;

  const announce = (state: EngineState, error: ErrorReport | null = null) => options.onState?.(state, error);

  function start(): LiveProcess {
    announce('starting');
    const killsBefore = memoryKillCount();
    const output = createOutputTail((line) => log.info(line));
    const worker = launcher.launch({ entry, name });
    const { promise: exited, resolve: settleExit } = Promise.withResolvers<void>();
    const started: LiveProcess = {
      process: worker,
      pending: new Map(),
      draining: false,
      leaving: false,
      exited,
    };
    all.add(started);
    worker.onOutput((text) => output.add(text));
    worker.onMessage((message) => receive(started, message));
    worker.onExit((exit) => {
      if (live === started) live = null;
      all.delete(started);
      end(started, exit, output.text(), memoryKillCount() > killsBefore);
      settleExit();
    });
    log.info('worker process started', { pid: worker.pid ?? null });
    return started;
  }

  function end(ended: LiveProcess, exit: ProcessExit, output: string, systemRanOutOfMemory: boolean): void {
    const error = ended.leaving ? closingError() : exitError({ exit, output, systemRanOutOfMemory });
    const facts = { pid: ended.process.pid ?? null, code: exit.code, signal: exit.signal };
    if (ended.leaving) log.info('worker process ended', facts);
    else log.error(error.message, { ...facts, waitingCalls: ended.pending.size });
    for (const id of ended.pending.keys()) settle(ended, id, (call) => call.reject(error));
    announce('stopped', ended.leaving ? null : reportError(error));
  }

  function receive(from: LiveProcess, message: unknown): void {
    const parsed = toHostSchema.safeParse(message);
    if (!parsed.success) {
      log.error('unreadable message from the worker process', { reason: parsed.error.message });
      return;
    }
    act(from, parsed.data);
  }

  function act(from: LiveProcess, message: ToHost): void {
    switch (message.type) {
      case 'ready':
        announce('ready');
        return;
      case 'progress':
        from.pending.get(message.id)?.onProgress?.(message.value);
        return;
      case 'reply':
        settle(from, message.id, (call) => call.resolve(message.output));
        return;
      case 'failure':
        settle(from, message.id, (call) => call.reject(errorFromReport(message.error)));
        return;
      case 'refused':
        log.error('the worker process refused a message', { reason: message.reason });
        return;
      default:
        message satisfies never;
    }
  }

  function settle(of: LiveProcess, id: number, conclude: (call: PendingCall) => void): void {
    const call = of.pending.get(id);
    if (!call) return;
    of.pending.delete(id);
    call.release();
    conclude(call);
    if (of.draining && of.pending.size === 0) leave(of);
  }

  function leave(target: LiveProcess): void {
    if (target.leaving || !all.has(target)) return;
    target.leaving = true;
    send(target, { type: 'stop' });
    const timer = setTimeout(() => target.process.kill(), graceMs);
    void target.exited.then(() => clearTimeout(timer));
  }

  function send(to: LiveProcess, message: ToWorker): void {
    to.process.send(message);
  }

  function call(task: string, input: unknown, callOptions: CallOptions = {}): Promise<unknown> {
    if (disposed) return Promise.reject(closingError());
    if (callOptions.signal?.aborted) return Promise.reject(cancelledError());
    live ??= start();
    const target = live;
    const id = nextId++;
    return new Promise((resolve, reject) => {
      const release = forwardSignals(callOptions, (type) => send(target, { type, id }));
      target.pending.set(id, { resolve, reject, onProgress: callOptions.onProgress, release });
      try {
        send(target, { type: 'request', id, task, input });
        if (callOptions.pauseSignal?.aborted) send(target, { type: 'pause', id });
      } catch (error) {
        // The input cannot be cloned: a mistake of the caller, not of the process.
        settle(target, id, (failed) => failed.reject(error));
      }
    });
  }

  return {
    call,
    get pid() {
      return live?.process.pid;
    },
    recycle: async () => {
      const target = live;
      if (!target) return;
      live = null;
      target.draining = true;
      if (target.pending.size === 0) leave(target);
      await target.exited;
    },
    dispose: async () => {
      disposed = true;
      live = null;
      const ending = [...all];
      for (const target of ending) leave(target);
      await Promise.all(ending.map(({ exited }) => exited));
    },
  };
}

const closingError = (): UserError =>
  new UserError('engine-stopped', 'The workbench is closing.', 'Open it again to go on.');
const cancelledError = (): UserError => new UserError('cancelled', 'Cancelled.');

/** Passes the caller's signals on as messages; returns a function that stops doing so. */
function forwardSignals(
  { signal, pauseSignal }: CallOptions,
  send: (type: 'cancel' | 'pause') => void,
): () => void {
  const cancel = () => send('cancel');
  const pause = () => send('pause');
  signal?.addEventListener('abort', cancel);
  pauseSignal?.addEventListener('abort', pause);
  return () => {
    signal?.removeEventListener('abort', cancel);
    pauseSignal?.removeEventListener('abort', pause);
  };
}
