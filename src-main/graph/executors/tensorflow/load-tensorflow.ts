import { createRequire } from 'node:module';
import util from 'node:util';
import { createTensorFlowExecutor, type TensorFlowExecutor } from './tensorflow.ts';
import type { TensorFlow } from './tensors.ts';

/** Packages that bring TensorFlow's native library, best first. Both are optional: neither is installed with the workbench. */
export const tensorFlowPackages = ['@tensorflow/tfjs-node-gpu', '@tensorflow/tfjs-node'] as const;

export type TensorFlowPackage = (typeof tensorFlowPackages)[number];

export type LoadedTensorFlow =
  | {
      readonly available: true;
      readonly executor: TensorFlowExecutor;
      /** Of TensorFlow.js. */
      readonly version: string;
      /** Whether it computes on a CUDA device. */
      readonly usesGpu: boolean;
    }
  /** A sentence. */
  | { readonly available: false; readonly reason: string };

/** What tfjs-node 4.22 calls of Node's `util`: the first is gone since Node 23, the second warns of its own end. */
const calledOfUtil = {
  isNullOrUndefined: (value: unknown): boolean => value === null || value === undefined,
  isArray: Array.isArray,
};

function completeUtil(): void {
  for (const [name, value] of Object.entries(calledOfUtil)) {
    Object.defineProperty(util, name, { value, configurable: true, writable: true });
  }
}

const isTensorFlow = (module: unknown): module is TensorFlow =>
  typeof module === 'object' && module !== null && 'engine' in module && 'version_core' in module;

const isInstalled = (require: NodeJS.Require, name: string): boolean => {
  try {
    require.resolve(name);
    return true;
  } catch {
    return false;
  }
};

const firstLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';

/** Loads one of the packages, if it is installed and its library works here. */
export async function loadTensorFlow(
  name: TensorFlowPackage,
  require: NodeJS.Require = createRequire(import.meta.url),
): Promise<LoadedTensorFlow> {
  if (!isInstalled(require, name)) return { available: false, reason: 'Not installed. It is optional.' };
  completeUtil();
  // TensorFlow tells of its processor on the error stream otherwise.
  process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '2';
  try {
    const tf: unknown = require(name);
    if (!isTensorFlow(tf)) return { available: false, reason: 'The package is not TensorFlow.js.' };
    await tf.ready();
    const backend = tf.backend() as { readonly isUsingGpuDevice?: boolean };
    return {
      available: true,
      executor: createTensorFlowExecutor(tf),
      version: tf.version_core,
      usesGpu: backend.isUsingGpuDevice === true,
    };
  } catch (error) {
    return { available: false, reason: `Installed, but it does not load: ${firstLine(error)}` };
  }
}
