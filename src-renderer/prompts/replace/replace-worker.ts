import type { EditablePrompt } from '../../../src-shared/prompts/edits/resolve-edits.ts';
import { type PackedPrompts, unpackPrompts } from './packed-prompts.ts';
import {
  previewReplacement,
  type Replacement,
  type ReplacementPreview,
} from '../../../src-shared/prompts/edits/replacement.ts';

export type ToWorker =
  | { kind: 'prompts'; prompts: PackedPrompts; meant: Int32Array }
  | { kind: 'replacement'; replacement: Replacement };

export type FromWorker =
  | { kind: 'preview'; preview: ReplacementPreview }
  | { kind: 'invalid'; message: string };

let prompts: readonly EditablePrompt[] = [];
let meant: ReadonlySet<number> = new Set();

function answer(replacement: Replacement): FromWorker {
  try {
    return { kind: 'preview', preview: previewReplacement(prompts, meant, replacement) };
  } catch (error) {
    return { kind: 'invalid', message: error instanceof Error ? error.message : String(error) };
  }
}

/** Finds and replaces beside the window, which an expression without end would freeze. */
self.addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  if (data.kind === 'replacement') return self.postMessage(answer(data.replacement));
  prompts = unpackPrompts(data.prompts);
  meant = new Set(data.meant);
});
