/** File formats that are decoded. */
export type ImageFormat = 'jpeg' | 'png' | 'webp' | 'gif' | 'tiff' | 'avif';

/** What a usable picture is, by its content. */
export interface ImageFacts {
  readonly format: ImageFormat;
  /** Pixels, after the EXIF rotation was applied. */
  readonly width: number;
  readonly height: number;
  /** Frames of an animation or pages of a TIFF; only the first is ever used. */
  readonly pages: number;
  /** Whether there is transparency; it is composited on white wherever the picture is decoded. */
  readonly hasAlpha: boolean;
  /** As stored, before the conversion to 8 bits: 1, 2, 4, 8, 10, 12, 16 or 32. */
  readonly bitsPerSample: number;
  /** As stored, before the conversion to sRGB: 'srgb', 'b-w', 'cmyk', 'rgb16', 'grey16', … (libvips names). */
  readonly colourSpace: string;
}

export type RejectionReason =
  | 'empty'
  /** Text, sound, an archive, …: nothing that begins as a picture does. */
  | 'not-an-image'
  /** A picture in a format that is not decoded: HEIC, BMP, SVG, Photoshop, camera raw, … */
  | 'unsupported'
  /** The file ends before the picture does. */
  | 'truncated'
  /** It begins as a picture, but what follows does not decode. */
  | 'corrupt'
  /** More pixels or bytes than `MAX_PIXELS` or `MAX_FILE_BYTES`. */
  | 'too-large'
  /** The file itself cannot be read: missing, no permission, a folder, a failing disk. */
  | 'unreadable';

export interface Rejection {
  readonly kind: 'rejected';
  readonly reason: RejectionReason;
  /** One sentence or two for a person, without the file's name. */
  readonly message: string;
}

/** Book-keeping files of operating systems (.DS_Store, Thumbs.db, desktop.ini, ._name): not worth a word in a report. */
export interface Ignored {
  readonly kind: 'ignored';
}

export type Inspection = ({ readonly kind: 'image' } & ImageFacts) | Rejection | Ignored;

/** A decompression bomb is refused before anything is allocated: 128 million pixels, about 384 MB decoded. */
export const MAX_PIXELS = 128_000_000;
/** 1 GiB; nothing larger is read into memory. */
export const MAX_FILE_BYTES = 2 ** 30;

/** 8-bit sRGB, rows from the top, samples interleaved: `data.length === width * height * 3`. */
export interface RgbPixels {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}
