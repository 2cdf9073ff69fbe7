import { z } from 'zod';

/** Execution providers of ONNX Runtime that networks can be run on. Their results are alike, not equal to the bit. */
export const executionProviderSchema = z.enum(['cpu', 'webgpu', 'cuda']);
export type ExecutionProvider = z.infer<typeof executionProviderSchema>;
