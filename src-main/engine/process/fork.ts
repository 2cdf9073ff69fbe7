import { fork } from 'node:child_process';
import type { ProcessLauncher } from './launcher.ts';
import { nodeFlags } from './node-flags.ts';

/**
 * Worker processes as children of plain Node; messages are structured clones, so typed arrays travel.
 * `flags` are options of Node itself.
 */
export const createForkLauncher = (flags: readonly string[] = []): ProcessLauncher => ({
  launch({ entry }) {
    const child = fork(entry, [], {
      serialization: 'advanced',
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      execArgv: [...nodeFlags, ...flags],
      // Writing pictures waits for the disk: with Node's four threads it would wait one file after the other.
      env: { ...process.env, UV_THREADPOOL_SIZE: process.env['UV_THREADPOOL_SIZE'] ?? '16' },
    });
    return {
      pid: child.pid,
      send: (message) => {
        if (child.connected) child.send(toSerializable(message), () => undefined);
      },
      onMessage: (listener) => child.on('message', listener),
      onOutput: (listener) => {
        child.stdout?.setEncoding('utf8').on('data', listener);
        child.stderr?.setEncoding('utf8').on('data', listener);
      },
      onExit: (listener) => {
        let told = false;
        const tell = (code: number | null, signal: string | null) => {
          if (told) return;
          told = true;
          listener({ code, signal });
        };
        // 'close' comes after the last output and message were read; 'error' alone when the process never started.
        child.once('close', tell);
        child.once('error', () => {
          if (child.pid === undefined) tell(null, null);
        });
      },
      kill: () => child.kill('SIGKILL'),
    };
  },
});

export const forkLauncher = createForkLauncher();

function toSerializable(message: unknown): object {
  if (typeof message !== 'object' || message === null) throw new TypeError('Only objects can be sent.');
  return message;
}
