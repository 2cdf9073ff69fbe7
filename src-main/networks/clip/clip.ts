import type { Value } from '../../graph/graph.ts';
import { defineModule, type LayerContext, type Module, prefixed } from '../module.ts';
import { residualNetwork } from '../resnet.ts';
import type { ClipSettings, TextSettings, VisionSettings } from './settings.ts';
import { type TextEncoding, textTransformer } from './text-transformer.ts';

/** `ids` [N, L] to what they say. */
export const textTower = (settings: TextSettings): Module<Value, TextEncoding> =>
  defineModule(
    (context, ids) => textTransformer(context, ids, settings),
    (b) => b.input('ids', 'int32', [1, settings.positions]),
  );

function embedPictures(context: LayerContext, pixels: Value, settings: VisionSettings): Value {
  const { widths, blocks, projection } = settings;
  const trunk = { widths, blocksPerStage: blocks, stem: 'halving' } as const;
  return residualNetwork(prefixed(context, 'vision_model.'), pixels, trunk, projection).logits;
}

/** `pixels` [N, 3, S, S], normalised, to embeddings [N, P], not of unit length: a residual network whose head projects. */
export const visionTower = (settings: VisionSettings): Module<Value, Value> =>
  defineModule(
    (context, pixels) => embedPictures(context, pixels, settings),
    (b) => b.input('pixels', 'float32', [1, 3, settings.imageSize, settings.imageSize]),
  );

/** Log of the first factor on cosines, 1 / 0.07 (Radford et al. 2021). */
const FIRST_LOG_SCALE = Math.log(1 / 0.07);

export interface ClipInput {
  /** [B, 3, S, S]. */
  readonly pixels: Value;
  /** [T, L]. */
  readonly ids: Value;
}

export interface ClipEmbeddings {
  /** [B, P] and [T, P], not of unit length. */
  readonly images: Value;
  readonly texts: Value;
  /** Scalar. */
  readonly logScale: Value;
}

/** Both towers and the logit scale, as one model to train. */
export function clip({ text, vision }: ClipSettings): Module<ClipInput, ClipEmbeddings> {
  const { imageSize } = vision;
  return defineModule(
    (context, { pixels, ids }) => ({
      images: embedPictures(context, pixels, vision),
      texts: textTransformer(context, ids, text).embeds,
      logScale: context.parameter({
        name: 'logit_scale',
        shape: [],
        initialization: { kind: 'constant', value: FIRST_LOG_SCALE },
        weightDecay: false,
      }),
    }),
    (b) => ({
      pixels: b.input('pixels', 'float32', [1, 3, imageSize, imageSize]),
      ids: b.input('ids', 'int32', [1, text.positions]),
    }),
  );
}
