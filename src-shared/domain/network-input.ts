import { z } from 'zod';

const three = z.tuple([z.number(), z.number(), z.number()]);
const positive = z.number().positive();

/** How a trained network wants its pictures. */
export const networkInputSchema = z.object({
  /** Side of the square pictures that it was trained on, pixels. */
  imageSize: z.number().int().min(1).max(4096),
  /** What pictures were normalised with, red, green, blue, on the 0..1 scale: (value / 255 - mean) / std. */
  mean: three,
  std: z.tuple([positive, positive, positive]),
  channelOrder: z.enum(['rgb', 'bgr']),
});
export type NetworkInput = Readonly<z.infer<typeof networkInputSchema>>;

/** Where the channels are: [N, 3, S, S], or [N, S, S, 3]. */
export const pictureLayoutSchema = z.enum(['nchw', 'nhwc']);
export type PictureLayout = z.infer<typeof pictureLayoutSchema>;

/** What a person says of a network whose files do not say it. */
export const statedInputSchema = networkInputSchema
  .partial()
  .extend({ layout: pictureLayoutSchema.optional() });
export type StatedInput = Readonly<z.infer<typeof statedInputSchema>>;
