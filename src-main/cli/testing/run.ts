import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const entry = fileURLToPath(new URL('../../cli.ts', import.meta.url));

export interface Finished {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface Running {
  readonly child: ChildProcess;
  /** Resolves when standard output or error contains the text. */
  readonly says: (text: string) => Promise<void>;
  readonly finished: Promise<Finished>;
}

/** Starts the real terminal program; `home` takes the place of the application's and the projects folder. */
export function startCli(home: string, ...args: string[]): Running {
  const child = spawn(process.execPath, [entry, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    cwd: home,
    env: { ...process.env, VARIEGATE_HOME: home, VARIEGATE_PROJECTS: home, DISPLAY: '', WAYLAND_DISPLAY: '' },
  });
  const texts = { stdout: '', stderr: '' };
  const waiting = new Set<() => void>();
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      texts[name] += text;
      for (const check of waiting) check();
    });
  }
  return {
    child,
    says: (text) =>
      new Promise((resolve) => {
        const check = () => {
          if (!texts.stdout.includes(text) && !texts.stderr.includes(text)) return;
          waiting.delete(check);
          resolve();
        };
        waiting.add(check);
        check();
      }),
    finished: once(child, 'close').then(([code]) => ({ code: code as number | null, ...texts })),
  };
}

export const cli = (home: string, ...args: string[]): Promise<Finished> => startCli(home, ...args).finished;
