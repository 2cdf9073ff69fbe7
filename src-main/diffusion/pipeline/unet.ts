import type { DeclaredValue, LoadedModel } from '../../graph/executors/onnxruntime.ts';
import type { ModelClock } from './model-clock.ts';
import { inputsByRole, rowsPerRun } from './network-inputs.ts';
import { explainRuntimeError } from '../../graph/executors/open-network.ts';
import { inRowChunks } from './row-chunks.ts';
import { toDeclared, toFloats } from './tensor-conversion.ts';

/** What one run of the U-Net looks at; rows are row-major behind one another. */
export interface UnetInput {
  readonly rows: number;
  /** Channels, height and width of one row of latents. */
  readonly latentDims: readonly [channels: number, height: number, width: number];
  readonly latents: Float32Array;
  readonly timestep: number;
  /** Tokens and features of one row of text states. */
  readonly textDims: readonly [tokens: number, features: number];
  readonly text: Float32Array;
}

export interface Unet {
  /** The model's output for each row, of the latents' shape. */
  readonly predict: (input: UnetInput, clock: ModelClock) => Promise<Float32Array>;
  readonly dispose: () => Promise<void>;
}

const label = 'unet/model.onnx';

/** Scalar, one value for all rows, or one a row: as the file declares it. */
function timestepDims(timestep: DeclaredValue, latents: DeclaredValue, rows: number): number[] {
  const [extent] = timestep.dims;
  if (extent === undefined) return [];
  if (typeof extent === 'number') return [extent];
  return [extent !== '' && extent === latents.dims[0] ? rows : 1];
}

export function createUnet(model: LoadedModel): Unet {
  const { latents, timestep, text } = inputsByRole(label, model, ['latents', 'text', 'timestep']);
  const output = model.outputs[0]!.name;

  async function run(
    input: UnetInput,
    values: { readonly latents: Float32Array; readonly text: Float32Array },
    rows: number,
    clock: ModelClock,
  ): Promise<Float32Array> {
    const stepDims = timestepDims(timestep, latents, rows);
    const steps = new Float32Array(stepDims[0] ?? 1).fill(input.timestep);
    const feeds = {
      [latents.name]: toDeclared(latents, [rows, ...input.latentDims], values.latents),
      [timestep.name]: toDeclared(timestep, stepDims, steps),
      [text.name]: toDeclared(text, [rows, ...input.textDims], values.text),
    };
    try {
      const results = await clock.time(() => model.run(feeds, { outputs: [output] }));
      return toFloats(output, results[output]!);
    } catch (error) {
      throw explainRuntimeError(label, error, 'run');
    }
  }

  return {
    predict: (input, clock) =>
      inRowChunks([input.latents, input.text], input.rows, rowsPerRun(latents), ([part, words], rows) =>
        run(input, { latents: part!, text: words! }, rows, clock),
      ),
    dispose: () => model.dispose(),
  };
}
