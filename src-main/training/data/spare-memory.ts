/**
 * Shared memory that closed batches have left, for the next ones to use: a run validates often, and what is only dropped the system takes back
 * late, after the garbage of every thread is collected.
 */
export class SpareMemory {
  readonly #buffers: SharedArrayBuffer[] = [];

  /** At least so many bytes, with anything in them. Where none fits, one that is too small is given up for it. */
  take(bytes: number): SharedArrayBuffer {
    const fitting = this.#buffers.findIndex(({ byteLength }) => byteLength >= bytes);
    const [buffer] = this.#buffers.splice(Math.max(0, fitting), 1);
    return buffer && fitting >= 0 ? buffer : new SharedArrayBuffer(bytes);
  }

  /** Nobody may use it any more. */
  give(buffer: SharedArrayBuffer): void {
    this.#buffers.push(buffer);
  }
}
