import { defineConfig } from 'vitest/config';
import { nodeFlags } from './src-main/engine/process/node-flags.ts';

export default defineConfig({
  test: {
    include: ['src-*/**/*.test.ts', 'src-*/**/*.test.tsx', 'tools/**/*.test.ts', 'bench/**/*.test.ts'],
    pool: 'forks',
    execArgv: [...nodeFlags],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // TensorFlow.js ships its gradients only as bundler-style modules, which Node alone cannot load.
    server: { deps: { inline: [/@tensorflow/] } },
  },
});
