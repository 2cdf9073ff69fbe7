import { parentPort, Worker, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { errorCode } from '../../files/error-code.ts';

/**
 * Ends this process when its host is gone. The closed message port says the same, but only once the event loop turns, and a native
 * computation may keep it from turning for minutes; this runs in a thread of its own.
 */
export function startWatchdog(): void {
  const worker = new Worker(new URL(import.meta.url), { workerData: { watchedParent: process.ppid } });
  worker.unref();
}

const everyMs = 1_000;
const dataSchema = z.object({ watchedParent: z.number().int() });

function watch(parent: number): void {
  setInterval(() => {
    if (process.ppid !== parent || !isAlive(parent)) process.kill(process.pid, 'SIGKILL');
  }, everyMs);
}

/** Windows keeps answering with the id of a parent that has ended, so its existence is asked for as well. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}

const data = dataSchema.safeParse(workerData);
if (parentPort !== null && data.success) watch(data.data.watchedParent);
