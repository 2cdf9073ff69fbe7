import { z } from 'zod';

const count = z.number().int().positive();

/** The part of a CLIP folder's `config.json` that says what the two networks look like; a residual network sees the pictures. */
export const clipConfigSchema = z.looseObject({
  /** What cosines are multiplied by. */
  logit_scale: z.number().positive(),
  text_config: z.looseObject({
    vocab_size: count,
    hidden_size: count,
    intermediate_size: count,
    num_hidden_layers: count,
    num_attention_heads: count,
    max_position_embeddings: count,
    projection_dim: count,
    eos_token_id: z.number().int().nonnegative(),
    layer_norm_eps: z.number().positive().default(1e-5),
    hidden_act: z.literal('quick_gelu'),
  }),
  vision_config: z.looseObject({
    model_type: z.literal('resnet'),
    image_size: count,
    widths: z.array(count).min(1),
    blocks: z.array(count).min(1),
  }),
});
export type ClipConfig = z.infer<typeof clipConfigSchema>;

export interface TextSettings {
  readonly vocabulary: number;
  /** Longest text in tokens. */
  readonly positions: number;
  /** D. */
  readonly hiddenSize: number;
  readonly intermediateSize: number;
  readonly layers: number;
  /** Divides D. */
  readonly heads: number;
  /** P, the length of embeddings. */
  readonly projection: number;
  readonly endId: number;
  readonly epsilon: number;
}

export interface VisionSettings {
  /** Side of the square pictures, pixels. */
  readonly imageSize: number;
  readonly widths: readonly number[];
  readonly blocks: readonly number[];
  /** P. */
  readonly projection: number;
}

export interface ClipSettings {
  readonly text: TextSettings;
  readonly vision: VisionSettings;
}

export function clipSettings({ text_config: text, vision_config: vision }: ClipConfig): ClipSettings {
  return {
    text: {
      vocabulary: text.vocab_size,
      positions: text.max_position_embeddings,
      hiddenSize: text.hidden_size,
      intermediateSize: text.intermediate_size,
      layers: text.num_hidden_layers,
      heads: text.num_attention_heads,
      projection: text.projection_dim,
      endId: text.eos_token_id,
      epsilon: text.layer_norm_eps,
    },
    vision: {
      imageSize: vision.image_size,
      widths: vision.widths,
      blocks: vision.blocks,
      projection: text.projection_dim,
    },
  };
}
