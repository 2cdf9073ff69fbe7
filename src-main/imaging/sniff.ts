import { basename } from 'node:path';
import type { ImageFormat, Ignored, Rejection } from './image-facts.ts';

export type Sniffed = { readonly kind: 'picture'; readonly format: ImageFormat } | Rejection | Ignored;

const ascii = (bytes: Uint8Array, from: number, to: number): string =>
  String.fromCharCode(...bytes.subarray(from, Math.min(to, bytes.length)));

/** A signature as hex digits, `..` for any byte. */
function startsWith(bytes: Uint8Array, signature: string): boolean {
  const parts = signature.match(/../g) ?? [];
  return (
    bytes.length >= parts.length &&
    parts.every((hex, i) => hex === '..' || bytes[i] === Number.parseInt(hex, 16))
  );
}

const decoded: readonly (readonly [signature: string, format: ImageFormat])[] = [
  ['ffd8ff', 'jpeg'],
  ['89504e470d0a1a0a', 'png'],
  ['474946383761', 'gif'],
  ['474946383961', 'gif'],
  ['52494646........57454250', 'webp'],
  ['49492a00', 'tiff'],
  ['4d4d002a', 'tiff'],
  ['49492b00', 'tiff'],
  ['4d4d002b', 'tiff'],
];

const notDecoded: readonly (readonly [signature: string, name: string])[] = [
  ['49492a00........4352', 'Canon raw'],
  ['424d', 'BMP'],
  ['38425053', 'Photoshop'],
  ['00000100', 'Windows icon'],
  ['ff0a', 'JPEG XL'],
  ['0000000c4a584c20', 'JPEG XL'],
  ['0000000c6a502020', 'JPEG 2000'],
  ['ff4fff51', 'JPEG 2000'],
  ['762f3101', 'OpenEXR'],
  ['44445320', 'DDS'],
  ['233f52414449414e4345', 'Radiance HDR'],
];

const bookKeeping = ['0000000142756431', '00051607', '00051600'];
const bookKeepingName = /^(\.DS_Store|Thumbs\.db|ehthumbs\.db|desktop\.ini|\.localized|Icon\r|\._.*)$/i;

/** By the list of brands in the leading `ftyp` box (ISO/IEC 14496-12): AVIF, HEIC or a film. */
function sniffIsoMedia(head: Uint8Array): Sniffed | undefined {
  if (ascii(head, 4, 8) !== 'ftyp') return undefined;
  const boxEnd = new DataView(head.buffer, head.byteOffset).getUint32(0);
  const brands: string[] = ascii(head, 8, Math.max(12, Math.min(boxEnd, 256))).match(/.{4}/gs) ?? [];
  if (brands.includes('avif') || brands.includes('avis')) return { kind: 'picture', format: 'avif' };
  if (brands.some((brand) => /^(hei|hev|mif|msf)/.test(brand))) return unsupported('HEIC');
  return { kind: 'rejected', reason: 'not-an-image', message: 'The file is a film, not a picture.' };
}

const unsupported = (name: string): Rejection => ({
  kind: 'rejected',
  reason: 'unsupported',
  message: `${name} pictures are not read. Convert it to PNG or JPEG.`,
});

const isText = (head: Uint8Array): boolean =>
  head.every((byte) => byte >= 32 || byte === 9 || byte === 10 || byte === 13);

function describeForeign(head: Uint8Array): Rejection {
  const beginning = ascii(head, 0, 1024).trimStart();
  if (/^P[1-6]\s+(#[^\n]*\s+)*\d+\s+(#[^\n]*\s+)*\d+\s/.test(beginning)) return unsupported('Netpbm');
  const rejected = (message: string): Rejection => ({ kind: 'rejected', reason: 'not-an-image', message });
  if (beginning.startsWith('version https://git-lfs')) {
    return rejected(
      'The file is a Git LFS pointer; the picture itself was not downloaded. Run "git lfs pull".',
    );
  }
  if (/^(<\?xml[^]*)?(<!--[^]*?-->\s*)?(<!DOCTYPE svg[^]*)?<svg[\s>]/i.test(beginning))
    return unsupported('SVG');
  if (/^<(!doctype html|html)/i.test(beginning)) {
    return rejected('The file is a web page, not a picture. The download was probably refused.');
  }
  if (isText(head)) return rejected('The file holds text, not a picture.');
  return rejected('The file is not a picture.');
}

/**
 * What the first bytes of a file say it is; the extension never counts. `head`: the first 4096 bytes, or all if fewer.
 * `name` (or path) only serves to recognise book-keeping files that have no signature of their own.
 */
export function sniff(head: Uint8Array, name = ''): Sniffed {
  const picture = decoded.find(([signature]) => startsWith(head, signature));
  const foreign = notDecoded.find(([signature]) => startsWith(head, signature));
  const isoMedia = sniffIsoMedia(head);
  if (isoMedia?.kind === 'picture') return isoMedia;
  if (foreign && !(foreign[1] === 'BMP' && isText(head))) return unsupported(foreign[1]);
  if (picture) return { kind: 'picture', format: picture[1] };
  if (bookKeeping.some((signature) => startsWith(head, signature)) || bookKeepingName.test(basename(name))) {
    return { kind: 'ignored' };
  }
  if (head.length === 0) {
    return { kind: 'rejected', reason: 'empty', message: 'The file is empty (0 bytes).' };
  }
  return isoMedia ?? describeForeign(head);
}
