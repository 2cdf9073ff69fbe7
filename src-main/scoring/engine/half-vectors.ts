import { fromFloat16Bits, toFloat16Bits } from '../../../src-shared/float16.ts';

/** Every float16 pattern's value. */
let values: Float32Array | undefined;
const table = (): Float32Array =>
  (values ??= Float32Array.from({ length: 65_536 }, (_, bits) => fromFloat16Bits(bits)));

/** The float16 bytes nearest to the values. */
export const toHalfBytes = (vector: Float32Array): Uint8Array =>
  new Uint8Array(Uint16Array.from(vector, toFloat16Bits).buffer);

/** Writes float16 bytes as floats into `out`, from its start. */
export function fromHalfBytes(bytes: Uint8Array, out: Float32Array): void {
  const aligned = bytes.byteOffset % 2 === 0 ? bytes : Uint8Array.from(bytes);
  const halves = new Uint16Array(aligned.buffer, aligned.byteOffset, aligned.byteLength / 2);
  const lookup = table();
  for (let i = 0; i < halves.length; i++) out[i] = lookup[halves[i]!]!;
}
