import type { HostEvent } from '../../src-shared/api/services.ts';
import type { GenerateProgress } from '../diffusion/types.ts';
import type { Previews } from './previews.ts';

/** The screen shows no more than this anyway. */
const PAUSE_MS = 100;

/** Passes on what the engine tells of pictures in the making. */
export function livePreview(
  jobId: number,
  { previews, emit }: { previews: Previews; emit: (event: HostEvent) => void },
): (progress: GenerateProgress, prompt: string) => void {
  let previewId: string | null = null;
  let toldAt = Number.NEGATIVE_INFINITY;
  return ({ step, steps, preview }, prompt) => {
    if (step === 0) previewId = null;
    if (preview) previewId = previews.put('live', { bytes: preview, contentType: 'image/webp' });
    const now = performance.now();
    if (!preview && step < steps && now - toldAt < PAUSE_MS) return;
    toldAt = now;
    emit({ type: 'preview', jobId, previewId, step, steps, prompt });
  };
}
