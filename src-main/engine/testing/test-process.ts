import { setTimeout as sleep } from 'node:timers/promises';
import { UserError } from '../../../src-shared/errors.ts';
import { hostPort } from '../process/host-port.ts';
import { startWatchdog } from '../process/watchdog.ts';
import { type AnyTask, serveTasks } from '../serve-tasks.ts';

/** A worker process with tasks that behave well and badly on purpose, for the tests of the client. */
const tasks: Record<string, AnyTask> = {
  double: (values: Float32Array) => Promise.resolve(values.map((value) => value * 2)),
  pid: () => Promise.resolve(process.pid),
  async count(input: { to: number }, context) {
    for (let value = 1; value <= input.to; value++) {
      context.progress(value);
      if (value % 10 === 0) await sleep(0);
    }
    return input.to;
  },
  async untilTold(_input: null, { signal, pauseSignal, progress }) {
    progress('started');
    const told = await new Promise<string>((resolve) => {
      const keepAlive = setInterval(() => undefined, 1_000);
      const tell = (word: string) => () => {
        clearInterval(keepAlive);
        resolve(word);
      };
      if (pauseSignal.aborted) tell('paused')();
      signal.addEventListener('abort', tell('cancelled'));
      pauseSignal.addEventListener('abort', tell('paused'));
    });
    return told;
  },
  failForUser: () => Promise.reject(new UserError('disk-full', 'The disk is full.', 'Free some space.')),
  failInside: () => Promise.reject(new TypeError('x is not a function')),
  exit: (input: { code: number }) => process.exit(input.code),
  abort: () => process.abort(),
  block(input: { ms: number }, context) {
    context.progress('blocking');
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, input.ms);
    return Promise.resolve(null);
  },
  // Grows the JavaScript heap until V8 gives up.
  exhaustMemory() {
    const kept: unknown[] = [];
    for (;;) kept.push(Array.from({ length: 100_000 }, () => ({})));
  },
};

startWatchdog();
const port = hostPort();
port.onMessage((message) => {
  if (isRequestForGibberish(message)) port.send({ type: 'nonsense' });
});
serveTasks(
  port,
  Object.fromEntries(Object.entries(tasks).map(([name, task]) => [name, () => Promise.resolve(task)])),
  () => process.exit(0),
);

function isRequestForGibberish(message: unknown): boolean {
  return (
    typeof message === 'object' && message !== null && 'type' in message && message.type === 'speak gibberish'
  );
}
