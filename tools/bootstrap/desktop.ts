import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { out, root } from './paths.ts';
import { runTool, say } from './run.ts';

const electronFolder = join(root, 'node_modules', 'electron');
const failureFile = join(out, 'electron-download.failed');
const downloadMs = 120_000;
const retryAfterMs = 24 * 3_600_000;
/** A window that closes with an error this soon never was one. */
const earlyMs = 10_000;

/** Why the desktop window cannot open here, or null. Downloads Electron's binary when that is all that is missing. */
export async function whyNoWindow(): Promise<string | null> {
  return noDisplay() ?? rootWithoutSandbox() ?? (await ensureBinary()) ?? missingLibraries();
}

function noDisplay(): string | null {
  const { DISPLAY, WAYLAND_DISPLAY, SSH_CONNECTION } = process.env;
  if (process.platform === 'linux') return DISPLAY || WAYLAND_DISPLAY ? null : 'there is no display';
  return SSH_CONNECTION ? 'this is a remote session' : null;
}

function rootWithoutSandbox(): string | null {
  const isRoot = process.platform === 'linux' && process.getuid?.() === 0;
  return isRoot ? 'its sandbox does not work for the root user' : null;
}

export async function electronBinary(): Promise<string | null> {
  const name = await readFile(join(electronFolder, 'path.txt'), 'utf8').catch(() => null);
  const path = name === null ? null : join(electronFolder, 'dist', name);
  return path !== null && existsSync(path) ? path : null;
}

/** One attempt of bounded length a day: a machine that cannot reach the download should still start fast. */
async function ensureBinary(): Promise<string | null> {
  if (await electronBinary()) return null;
  const failedAt = Date.parse(await readFile(failureFile, 'utf8').catch(() => ''));
  const reason = 'its binary could not be downloaded';
  if (Date.now() - failedAt < retryAfterMs) return `${reason} (to try again: rm ${failureFile})`;
  say('Downloading Electron (once)…');
  await runTool('install-electron', [], { stdio: 'ignore', timeout: downloadMs, killSignal: 'SIGKILL' });
  if (await electronBinary()) return null;
  await mkdir(out, { recursive: true });
  await writeFile(failureFile, new Date().toISOString());
  return reason;
}

async function missingLibraries(): Promise<string | null> {
  const binary = await electronBinary();
  if (process.platform !== 'linux' || binary === null) return null;
  const { stdout } = spawnSync('ldd', [binary], { encoding: 'utf8' });
  const missing = [...(stdout ?? '').matchAll(/^\s*(\S+) => not found/gm)].map(([, name]) => name);
  return missing.length > 0 ? `these libraries are missing: ${missing.join(', ')}` : null;
}

export type WindowOutcome = { kind: 'closed'; code: number } | { kind: 'died'; reason: string };

/** Opens the window and waits until it is closed. */
export async function openWindow(args: readonly string[]): Promise<WindowOutcome> {
  const binary = await electronBinary();
  if (binary === null) return { kind: 'died', reason: 'its binary is missing' };
  // Set by editors whose terminals run in Electron; it would make a plain Node of the window.
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env;
  return new Promise((resolve) => {
    const child = spawn(binary, [root, ...args], { env, stdio: ['inherit', 'inherit', 'pipe'] });
    // While it may still die, what it writes is kept for the one line that says why.
    let errors = '';
    let isEarly = true;
    const flush = setTimeout(() => {
      isEarly = false;
      process.stderr.write(errors);
    }, earlyMs);
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      if (isEarly) errors = (errors + text).slice(-8_192);
      else process.stderr.write(text);
    });
    process.once('SIGTERM', () => child.kill('SIGTERM'));
    child.on('error', (error) => resolve({ kind: 'died', reason: error.message }));
    child.on('exit', (code, signal) => {
      clearTimeout(flush);
      const asked = code === 0 || signal === 'SIGINT' || signal === 'SIGTERM';
      if (asked || !isEarly) resolve({ kind: 'closed', code: code ?? (asked ? 0 : 1) });
      else
        resolve({ kind: 'died', reason: reasonFrom(errors) ?? `it ended with ${signal ?? `code ${code}`}` });
    });
  });
}

/** Chromium's fatal line, without its process id, time and source position. */
export function reasonFrom(errors: string): string | null {
  const fatal =
    /^.*(?:FATAL|ERROR):[^\]]*\]\s*(.+)$/m.exec(errors)?.[1] ??
    /^(?:Error|.*error while loading).*$/m.exec(errors)?.[0];
  return fatal?.trim().replace(/\.$/, '').slice(0, 200) ?? null;
}
