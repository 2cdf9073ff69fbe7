import { spawn, type SpawnOptions } from 'node:child_process';
import { nodeFlags } from '../../src-main/engine/process/node-flags.ts';
import { bin, root } from './paths.ts';

/** Says something to the person without mixing it into the output of a command. */
export const say = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

/** Runs one of the project's own tools in the repository root; resolves with its exit code. */
export function runTool(name: string, args: readonly string[], options: SpawnOptions = {}): Promise<number> {
  // The .cmd shims of Windows need a shell; arguments here are the project's own and hold no spaces.
  const shell = process.platform === 'win32';
  return new Promise((resolve, reject) => {
    const child = spawn(bin(name), [...args], { cwd: root, stdio: 'inherit', shell, ...options });
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

/** Runs a script of package.json that needs no set-up, without npm; resolves with its exit code. */
export function runScript(name: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--run', name], { cwd: root, stdio: 'inherit' });
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

/** Runs a TypeScript module of the project with this Node; resolves with its exit code. */
export function runModule(path: string, args: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...nodeFlags, path, ...args], { stdio: 'inherit' });
    const forward = (signal: NodeJS.Signals) => child.kill(signal);
    // Ctrl+C reaches the child from the terminal; it decides what that means.
    process.on('SIGINT', () => undefined);
    process.once('SIGTERM', forward);
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
}
