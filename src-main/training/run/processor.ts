import { cpus } from 'node:os';
import type { EngineName } from '../../../src-shared/domain/training.ts';
import { cpuTarget } from '../../graph/lowering/blocked/probe.ts';

/**
 * The processor in words, with the block of channels that ONNX Runtime's convolutions use on it: another model may round otherwise, and so
 * may the same one whose widest instructions a virtual machine hides. On other engines the model alone.
 */
export async function processorOf(engine: EngineName): Promise<string> {
  const model = cpus()[0]?.model.trim() || process.arch;
  if (engine !== 'onnxruntime') return model;
  const { blockSize } = await cpuTarget();
  return blockSize > 0 ? `${model} (blocks of ${blockSize} channels)` : model;
}
