import sharp from 'sharp';

/** Tags of EXIF 2.32: where the EXIF directory lies, and the user comment in it. */
const EXIF_DIRECTORY = 0x8769;
const USER_COMMENT = 0x9286;
const ENTRY_BYTES = 12;
/** Bytes; a segment of a JPEG holds no more than 64 KiB. */
const LONGEST = 2 ** 20;

/** The EXIF user comment of a JPEG, WebP or AVIF; null where there is none, or none that can be read. Never throws. */
export async function readUserComment(file: Buffer): Promise<string | null> {
  try {
    const { exif } = await sharp(file, { failOn: 'none' }).metadata();
    return exif ? userComment(exif) : null;
  } catch {
    return null;
  }
}

/** An EXIF block is a TIFF file, with `Exif` and two zeros before it or without. */
function userComment(exif: Buffer): string | null {
  const tiff = exif.toString('latin1', 0, 4) === 'Exif' ? exif.subarray(6) : exif;
  const littleEndian = tiff.toString('latin1', 0, 2) === 'II';
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
  const first = findEntry(view, view.getUint32(4, littleEndian), EXIF_DIRECTORY, littleEndian);
  if (first === null) return null;
  const entry = findEntry(view, view.getUint32(first + 8, littleEndian), USER_COMMENT, littleEndian);
  if (entry === null) return null;
  const length = view.getUint32(entry + 4, littleEndian);
  // Four bytes or fewer stand in the entry itself, too few for a comment with its code.
  const start = view.getUint32(entry + 8, littleEndian);
  if (length <= 8 || length > LONGEST || start + length > tiff.length) return null;
  return decodeComment(tiff.subarray(start, start + length), littleEndian);
}

/** Where the entry of a tag begins in the directory at `offset`. Offsets beyond the end throw a RangeError. */
function findEntry(view: DataView, offset: number, tag: number, littleEndian: boolean): number | null {
  const count = view.getUint16(offset, littleEndian);
  for (let i = 0; i < count; i++) {
    const entry = offset + 2 + i * ENTRY_BYTES;
    if (view.getUint16(entry, littleEndian) === tag) return entry;
  }
  return null;
}

/** Eight bytes name the code. "UNICODE" is UTF-16 in either order; whatever is not named is taken for UTF-8, which ASCII is. */
function decodeComment(bytes: Buffer, littleEndian: boolean): string | null {
  const code = bytes.toString('latin1', 0, 8);
  const text = bytes.subarray(8);
  if (code.startsWith('JIS')) return null;
  const encoding = code.startsWith('UNICODE') ? utf16Order(text, littleEndian) : 'utf-8';
  return new TextDecoder(encoding).decode(text).replaceAll('\0', '');
}

/** Writers differ on whether the order of the file or big-endian counts. In most texts the high bytes are the ones that are zero. */
function utf16Order(text: Buffer, littleEndian: boolean): 'utf-16le' | 'utf-16be' {
  let zeros = 0;
  for (let i = 0; i + 1 < text.length; i += 2) zeros += Number(text[i] === 0) - Number(text[i + 1] === 0);
  if (zeros !== 0) return zeros > 0 ? 'utf-16be' : 'utf-16le';
  return littleEndian ? 'utf-16le' : 'utf-16be';
}
