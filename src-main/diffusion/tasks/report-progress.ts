import sharp from 'sharp';
import type { RgbPixels } from '../../imaging/image-facts.ts';
import type { LoadedPipeline } from '../pipeline/loaded-pipelines.ts';
import type { ModelClock } from '../pipeline/model-clock.ts';
import type { StepReport } from '../pipeline/sample-batch.ts';
import type { GenerateProgress } from '../types.ts';

interface ProgressOptions {
  readonly loaded: LoadedPipeline;
  readonly clock: ModelClock;
  /** Whether unfinished pictures are wanted. */
  readonly previews: boolean;
  readonly counts: Pick<GenerateProgress, 'done' | 'batch' | 'steps'>;
  readonly send: (progress: GenerateProgress) => void;
}

const encodePreview = ({ data, width, height }: RgbPixels): Promise<Uint8Array> =>
  sharp(data, { raw: { width, height, channels: 3 } })
    .webp({ quality: 80, effort: 1 })
    .toBuffer();

/**
 * Tells of the start of a batch, then of each step. A preview is made where the budget allows one, encoded beside the next steps and told with
 * the one that finds it ready, so that only the last one may wait for it.
 */
export function reportProgress(options: ProgressOptions): (report: StepReport) => Promise<void> {
  const { loaded, clock, previews, counts, send } = options;
  let ready: Uint8Array | undefined;
  let encoding: Promise<void> | undefined;
  send({ ...counts, step: 0 });

  async function encode(pixels: RgbPixels): Promise<void> {
    try {
      ready = await encodePreview(pixels);
    } catch {
      // A preview is no part of the work: its loss is not worth a failure.
    }
  }

  async function makePreview({ preview }: StepReport): Promise<void> {
    const before = clock.ms;
    const pixels = await preview();
    loaded.budget.addPreview(clock.ms - before, clock.ms);
    if (pixels) encoding = encode(pixels);
  }

  return async (report) => {
    const { step, steps } = report;
    if (step === steps) await encoding;
    send({ ...counts, step, steps, ...(ready && { preview: ready }) });
    ready = undefined;
    if (previews && loaded.budget.allows(step, steps, clock.ms)) await makePreview(report);
  };
}
