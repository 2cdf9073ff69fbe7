import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { nodeFlags } from '../src-main/engine/process/node-flags.ts';

export const root = join(import.meta.dirname, '..');

/** Everything that the program keeps on the machine goes below `home`. */
export const environmentOf = (home: string): Record<string, string> => ({
  ...(process.env as Record<string, string>),
  VARIEGATE_HOME: join(home, 'app'),
  VARIEGATE_PROJECTS: join(home, 'projects'),
  VARIEGATE_LOG: 'debug',
});

export interface ServedHost {
  /** Carries the token. */
  readonly address: string;
  readonly process: ChildProcess;
  /** What it wrote to standard error. */
  readonly messages: () => string;
  readonly stop: () => Promise<void>;
}

/** Starts `variegate serve` as a person would, on any free port. */
export async function startServer(home: string, args: readonly string[] = []): Promise<ServedHost> {
  const child = spawn(
    process.execPath,
    [...nodeFlags, join(root, 'src-main/serve.ts'), '--no-open', '--port', '0', '--json', ...args],
    { env: environmentOf(home), stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const exited = once(child, 'exit');
  let messages = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (messages += text));
  for await (const line of createInterface(child.stdout)) {
    const { address } = JSON.parse(line) as { address: string };
    const stop = async () => {
      child.kill('SIGINT');
      await exited;
    };
    return { address, process: child, messages: () => messages, stop };
  }
  throw new Error(`The server ended before it was ready: ${messages}`);
}

/** In bytes. A hundred runs with their evaluations are megabytes of JSON. */
const LONGEST_DOCUMENT = 2 ** 29;

/** Runs a command of the terminal program; returns its JSON document. */
export function variegate(home: string, ...args: readonly string[]): unknown {
  const { status, signal, error, stdout, stderr } = spawnSync(
    process.execPath,
    [...nodeFlags, join(root, 'src-main/cli.ts'), ...args, '--json'],
    { env: environmentOf(home), encoding: 'utf8', maxBuffer: LONGEST_DOCUMENT },
  );
  if (error) throw new Error(`variegate ${args.join(' ')} gave no answer`, { cause: error });
  if (status !== 0) throw new Error(`variegate ${args.join(' ')} ended with ${status ?? signal}: ${stderr}`);
  return JSON.parse(stdout);
}
