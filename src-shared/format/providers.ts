const names: Readonly<Record<string, string>> = {
  cpu: 'CPU',
  cuda: 'CUDA',
  tensorrt: 'TensorRT',
  webgpu: 'WebGPU',
  dml: 'DirectML',
  coreml: 'Core ML',
  tensorflow: 'TensorFlow.js',
};

/** A provider as its makers write it. */
export const formatProvider = (provider: string): string => names[provider.toLowerCase()] ?? provider;
