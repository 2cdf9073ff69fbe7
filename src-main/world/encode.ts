/** The only file of the drawn world that needs sharp. */
import sharp from 'sharp';

/** Encodes RGB rows (size * size * 3 bytes) losslessly. */
export function encodePicture(
  rgb: Uint8Array,
  size: number,
  format: 'png' | 'webp' = 'png',
): Promise<Buffer> {
  const image = sharp(rgb, { raw: { width: size, height: size, channels: 3 } });
  return format === 'png'
    ? image.png({ compressionLevel: 6 }).toBuffer()
    : image.webp({ lossless: true }).toBuffer();
}
