import { readFileSync } from 'node:fs';
import { UserError } from '../../../src-shared/errors.ts';
import type { ProcessExit } from './launcher.ts';

const memoryAdvice =
  'Close other programs, or choose a smaller batch size or image size. Finished work is kept; resume the job to go on.';
const faultAdvice =
  'Finished work is kept; resume the job to go on. If it happens again, copy the diagnostics into a bug report.';

/** Windows: not enough memory, commit limit, Chromium's own out-of-memory exit. */
const windowsMemoryCodes = new Set([0xc0000017, 0xc000012d, 0xe0000008]);
const memoryWords = /out of memory|bad_alloc|failed to allocate|allocation fail/i;

export interface ExitFacts {
  readonly exit: ProcessExit;
  /** End of what the process wrote. */
  readonly output: string;
  /** Whether the system killed a process for memory while this one lived. */
  readonly systemRanOutOfMemory: boolean;
}

/** Says why a worker process that should be running is gone. */
export function exitError({ exit, output, systemRanOutOfMemory }: ExitFacts): UserError {
  const how = describeExit(exit);
  const killed = exit.signal === 'SIGKILL' || exit.code === 137;
  const outOfMemory =
    (killed && systemRanOutOfMemory) ||
    (exit.code !== null && windowsMemoryCodes.has(exit.code >>> 0)) ||
    memoryWords.test(output);
  if (outOfMemory)
    return new UserError('out-of-memory', `The engine ran out of memory and stopped (${how}).`, memoryAdvice);
  if (killed)
    return new UserError(
      'engine-stopped',
      `The engine was ended from outside (${how}).`,
      `The system does this when memory runs out. ${memoryAdvice}`,
    );
  return new UserError('engine-stopped', `The engine stopped unexpectedly (${how}).`, faultAdvice);
}

function describeExit({ code, signal }: ProcessExit): string {
  if (signal !== null) return `signal ${signal}`;
  if (code === null) return 'it could not be started';
  return code > 0xffff || code < 0 ? `exit code 0x${(code >>> 0).toString(16)}` : `exit code ${code}`;
}

/** How often Linux has killed a process for memory since it was started; 0 elsewhere. */
export function memoryKillCount(): number {
  try {
    return Number(/^oom_kill (\d+)$/m.exec(readFileSync('/proc/vmstat', 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}
