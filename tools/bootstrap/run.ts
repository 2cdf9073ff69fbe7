import { type ChildProcess, spawn, type SpawnOptions } from 'node:child_process';
import { nodeFlags } from '../../src-main/engine/process/node-flags.ts';
import { bin, root } from './paths.ts';

/** Says something to the person without mixing it into the output of a command. */
export const say = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

/** Rejects when the process cannot be started. */
function exitCodeOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

/** Runs one of the project's own tools in the repository root; resolves with its exit code. */
export function runTool(name: string, args: readonly string[], options: SpawnOptions = {}): Promise<number> {
  // The .cmd shims of Windows need a shell; arguments here are the project's own and hold no spaces.
  const shell = process.platform === 'win32';
  return exitCodeOf(spawn(bin(name), [...args], { cwd: root, stdio: 'inherit', shell, ...options }));
}

/** Runs a script of package.json that needs no set-up, without npm; resolves with its exit code. */
export function runScript(name: string): Promise<number> {
  return exitCodeOf(spawn(process.execPath, ['--run', name], { cwd: root, stdio: 'inherit' }));
}

/** Runs a TypeScript module of the project with this Node; resolves with its exit code. */
export function runModule(path: string, args: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, [...nodeFlags, path, ...args], { stdio: 'inherit' });
  const forward = (signal: NodeJS.Signals) => child.kill(signal);
  // Ctrl+C reaches the child from the terminal; it decides what that means.
  process.on('SIGINT', () => undefined);
  process.once('SIGTERM', forward);
  return exitCodeOf(child);
}
