import sharp from 'sharp';

const CHANNELS = 3;

/** [S, S, 3] 8-bit pixels written as JPEG with halved colour, as Pillow writes it, and read again. */
export async function throughJpeg(pixels: Uint8Array, side: number, quality: number): Promise<Uint8Array> {
  const file = await sharp(pixels, { raw: { width: side, height: side, channels: CHANNELS } })
    .jpeg({ quality, chromaSubsampling: '4:2:0' })
    .toBuffer();
  return sharp(file).raw().toBuffer();
}
