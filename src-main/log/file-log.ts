import { appendFileSync } from 'node:fs';
import { appendFile, mkdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createLog, type Log, type LogFacts, type LogLevel, logLevels } from './log.ts';
import { redact } from './redact.ts';

export interface FileLogOptions {
  /** Made when missing. */
  readonly folder: string;
  readonly level?: LogLevel;
  /** A full file is moved aside; default 1,000,000 bytes. */
  readonly maxBytes?: number;
  /** Files in all, the current one included; default 5. */
  readonly maxFiles?: number;
}

export interface FileLog {
  readonly log: Log;
  /** The newest `lines` lines, oldest first, across rotated files. */
  readonly tail: (lines: number) => Promise<string[]>;
  /** Resolves when everything logged so far is on disk (or the disk refused it). */
  readonly flush: () => Promise<void>;
  /** Writes what is waiting before it returns: for the last moment of a crashing process. */
  readonly flushSync: () => void;
}

/**
 * A log in files `variegate.log`, `variegate.1.log`, … that several processes may append to. Lines are gathered and written
 * asynchronously; a disk that refuses them loses log lines, never work.
 */
export function openFileLog(options: FileLogOptions): FileLog {
  const { folder, level = 'info', maxBytes = 1_000_000, maxFiles = 5 } = options;
  const lowest = logLevels.indexOf(level);
  const fileAt = (index: number) => join(folder, index === 0 ? 'variegate.log' : `variegate.${index}.log`);
  let waiting: string[] = [];
  let writing: Promise<void> | null = null;

  async function rotateWhenFull(): Promise<void> {
    const { size } = await stat(fileAt(0)).catch(() => ({ size: 0 }));
    if (size < maxBytes) return;
    await rm(fileAt(maxFiles - 1), { force: true });
    for (let index = maxFiles - 2; index >= 0; index--) {
      await rename(fileAt(index), fileAt(index + 1)).catch(ignoreFileError);
    }
  }

  async function write(): Promise<void> {
    await mkdir(folder, { recursive: true }).catch(ignoreFileError);
    while (waiting.length > 0) {
      await rotateWhenFull().catch(ignoreFileError);
      const lines = takeAtMost(waiting, maxBytes);
      waiting = waiting.slice(lines.length);
      await appendFile(fileAt(0), lines.join('')).catch(ignoreFileError);
    }
  }

  function flush(): Promise<void> {
    writing ??= write().finally(() => {
      writing = null;
    });
    return writing.then(() => (waiting.length > 0 ? flush() : undefined));
  }

  const log = createLog((entryLevel, area, message, facts) => {
    if (logLevels.indexOf(entryLevel) < lowest) return;
    waiting.push(formatLine(entryLevel, area, message, facts));
    void flush();
  });

  return {
    log,
    flush,
    flushSync() {
      const lines = waiting;
      waiting = [];
      try {
        appendFileSync(fileAt(0), lines.join(''));
      } catch (error) {
        ignoreFileError(error);
      }
    },
    async tail(lines) {
      await flush();
      const collected: string[] = [];
      for (let index = 0; index < maxFiles && collected.length < lines; index++) {
        const text = await readFile(fileAt(index), 'utf8').catch(() => '');
        collected.unshift(...text.split('\n').filter(Boolean));
      }
      return collected.slice(-lines);
    },
  };
}

/** As many lines from the front as fit into `maxBytes`, but at least one. */
function takeAtMost(lines: readonly string[], maxBytes: number): string[] {
  let bytes = 0;
  const end = lines.findIndex((line, index) => (bytes += Buffer.byteLength(line)) > maxBytes && index > 0);
  return lines.slice(0, end === -1 ? lines.length : end);
}

function formatLine(level: LogLevel, area: string, message: string, facts: LogFacts): string {
  const details = Object.entries(facts).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  const text = redact([message, ...details].join(' ')).replaceAll(/\r?\n/g, ' ⏎ ');
  return `${new Date().toISOString()} ${level.padEnd(5)} ${process.pid} ${area}: ${text}\n`;
}

/** There is no better place to report that the log cannot be written than the log. */
function ignoreFileError(_error: unknown): void {}
