import type { PictureBytes } from './picture-file.ts';

/** Walks boxes or chunks of known length; true if one reaches beyond the end of the file. */
function overruns(bytes: Buffer, start: number, lengthAt: (offset: number) => number): boolean {
  let offset = start;
  while (offset + 8 <= bytes.length) {
    const length = lengthAt(offset);
    if (length <= 0) return false;
    offset += length;
  }
  return offset !== bytes.length;
}

/** The last end-of-image marker lies before the last start of a scan (embedded previews have markers of their own). */
const jpegEndsEarly = (bytes: Buffer): boolean =>
  bytes.lastIndexOf(Buffer.of(0xff, 0xd9)) < bytes.lastIndexOf(Buffer.of(0xff, 0xda)) ||
  !bytes.includes(Buffer.of(0xff, 0xda));

const pngEndsEarly = (bytes: Buffer): boolean =>
  !bytes.includes('IEND') && overruns(bytes, 8, (offset) => bytes.readUInt32BE(offset) + 12);

function tiffEndsEarly(bytes: Buffer): boolean {
  if (bytes.length < 8) return true;
  const directory = bytes[0] === 0x49 ? bytes.readUInt32LE(4) : bytes.readUInt32BE(4);
  return directory >= bytes.length;
}

/**
 * Why a picture did not decode: true when its own structure says that the file is shorter than it was meant to be. Only asked after decoding
 * failed, since many complete pictures carry stray bytes at their end.
 */
export function endsEarly({ format, bytes }: PictureBytes): boolean {
  switch (format) {
    case 'jpeg':
      return jpegEndsEarly(bytes);
    case 'png':
      return pngEndsEarly(bytes);
    case 'webp':
      return bytes.length < 12 || bytes.readUInt32LE(4) + 8 > bytes.length;
    case 'gif':
      return bytes.at(-1) !== 0x3b;
    case 'tiff':
      return tiffEndsEarly(bytes);
    case 'avif':
      return overruns(bytes, 0, (offset) => bytes.readUInt32BE(offset));
    default:
      return format satisfies never;
  }
}
