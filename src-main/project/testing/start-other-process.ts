import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('./other-process.ts', import.meta.url));

export interface OtherProcess {
  /** "open", or the code of the error that opening ended with. */
  readonly said: Promise<string>;
  readonly pid: number;
  /** Lets it close the project and end. */
  end(): Promise<void>;
  kill(): Promise<void>;
}

async function firstLine(child: ChildProcess): Promise<string> {
  let text = '';
  for await (const chunk of child.stdout ?? []) {
    text += String(chunk);
    if (text.includes('\n')) break;
  }
  return text.trim();
}

/** Starts a process that opens the project. */
export function startOtherProcess(folder: string): OtherProcess {
  const child = spawn(process.execPath, [program, folder], { stdio: ['pipe', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  return {
    said: firstLine(child),
    pid: child.pid ?? 0,
    end: async () => {
      child.stdin.end();
      await exited;
    },
    kill: async () => {
      child.kill('SIGKILL');
      await exited;
    },
  };
}
