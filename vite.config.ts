import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Builds the renderer for a strict content security policy: nothing inline, every asset a file beside the page. */
export default defineConfig({
  root: 'src-renderer',
  base: './',
  plugins: [react()],
  build: {
    outDir: '../out/renderer',
    emptyOutDir: true,
    target: 'chrome130',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    license: { fileName: 'third-party-licenses.md' },
    chunkSizeWarningLimit: 700,
  },
});
