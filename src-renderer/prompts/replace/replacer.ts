import type { EditablePrompt } from '../../../src-shared/prompts/edits/resolve-edits.ts';
import { packPrompts } from './packed-prompts.ts';
import type { FromWorker, ToWorker } from './replace-worker.ts';
import type { Replacement, ReplacementPreview } from '../../../src-shared/prompts/edits/replacement.ts';

export type ReplacementAnswer =
  | { kind: 'preview'; preview: ReplacementPreview }
  | { kind: 'invalid'; message: string }
  | { kind: 'too-slow' };

/** Longer than any sensible expression takes for 20,000 prompts. */
const PATIENCE_MS = 4000;

export interface Replacer {
  /** The answer to the newest question; an earlier one that has none yet gets null. */
  preview: (replacement: Replacement) => Promise<ReplacementAnswer | null>;
  close: () => void;
}

/**
 * Finds and replaces in a worker. One that takes too long, as some regular expressions do, is ended and the next question goes to a new one.
 */
export function createReplacer(
  prompts: readonly EditablePrompt[],
  meant: readonly number[],
  patience = PATIENCE_MS,
): Replacer {
  let worker: Worker | null = null;
  let abandon: (() => void) | null = null;
  const stop = () => {
    worker?.terminate();
    worker = null;
  };
  const ready = (): Worker => {
    if (worker) return worker;
    worker = new Worker(new URL('replace-worker.ts', import.meta.url), { type: 'module' });
    worker.postMessage({
      kind: 'prompts',
      prompts: packPrompts(prompts),
      meant: Int32Array.from(meant),
    } satisfies ToWorker);
    return worker;
  };
  return {
    preview: (replacement) => {
      // A worker that is still at the last question would let this one wait for all of it.
      if (abandon) {
        abandon();
        stop();
      }
      return new Promise((resolve, reject) => {
        const asked = ready();
        const settle = (answer: ReplacementAnswer | null) => {
          clearTimeout(timer);
          abandon = null;
          resolve(answer);
        };
        const timer = setTimeout(() => {
          stop();
          settle({ kind: 'too-slow' });
        }, patience);
        abandon = () => settle(null);
        asked.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => settle(data), {
          once: true,
        });
        asked.addEventListener('error', (event) => reject(new Error(event.message)), { once: true });
        asked.postMessage({ kind: 'replacement', replacement } satisfies ToWorker);
      });
    },
    close: () => {
      abandon?.();
      stop();
    },
  };
}
