import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { nodeFlags } from './src-main/engine/process/node-flags.ts';

export default defineConfig({
  test: {
    // Not the whole of bench/: PyTorch and thousands of pictures may lie there.
    include: [
      'src-*/**/*.test.ts',
      'src-*/**/*.test.tsx',
      'tools/**/*.test.ts',
      'bench/{cifake,training}/**/*.test.ts',
    ],
    pool: 'forks',
    // By itself vitest leaves one core free, which on a machine of two halves the speed.
    maxWorkers: Math.max(1, Math.min(8, availableParallelism())),
    execArgv: [...nodeFlags],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // TensorFlow.js ships its gradients only as bundler-style modules, which Node alone cannot load.
    server: { deps: { inline: [/@tensorflow/] } },
  },
});
