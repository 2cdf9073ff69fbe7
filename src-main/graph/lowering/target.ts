/** What the graph will run on, as far as lowering uses it. */
export interface LoweringTarget {
  /**
   * Channels per block of ONNX Runtime's blocked convolution operators there: 8 with AVX2, 16 with AVX-512. 0 where they are
   * missing: then only standard operators are emitted.
   */
  readonly blockSize: number;
}

/** Any execution provider: standard ONNX operators only. */
export const anyTarget: LoweringTarget = { blockSize: 0 };
