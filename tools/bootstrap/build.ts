import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { out, root } from './paths.ts';
import { runTool, say } from './run.ts';
import { buildWhenChanged } from './stamp.ts';

const shared = ['src-shared', 'package.json', 'package-lock.json'];

/** The page, for browser and window. Built beside its place and then moved, so that a half-built page is never served. */
export function buildRenderer(): Promise<void> {
  return buildWhenChanged('renderer', ['src-renderer', 'vite.config.ts', ...shared], async () => {
    say('Building the interface (once)…');
    const fresh = join(out, `renderer-${process.pid}`);
    await must('vite', ['build', '--logLevel', 'warn', '--outDir', fresh, '--emptyOutDir']);
    await rm(join(out, 'renderer'), { recursive: true, force: true });
    await rename(fresh, join(out, 'renderer'));
  });
}

/** The host as JavaScript, and the preload script as the CommonJS that a sandboxed window wants: for Electron only. */
export function buildDesktop(): Promise<void> {
  return buildWhenChanged(
    'desktop',
    ['src-main', 'tsconfig.base.json', 'tsconfig.build.json', ...shared],
    async () => {
      say('Compiling for the desktop window (once)…');
      await rm(join(out, 'src-main'), { recursive: true, force: true });
      await must('tsc', ['-p', 'tsconfig.build.json']);
      await buildPreload();
    },
  );
}

async function buildPreload(): Promise<void> {
  const { build } = await import('vite');
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    build: {
      outDir: join(out, 'src-main', 'electron'),
      emptyOutDir: false,
      target: 'chrome130',
      lib: {
        entry: join(root, 'src-main/electron/preload.ts'),
        formats: ['cjs'],
        fileName: () => 'preload.cjs',
      },
      rolldownOptions: { external: ['electron'] },
    },
  });
}

async function must(tool: string, args: readonly string[]): Promise<void> {
  // Standard output belongs to the command that is being run.
  const code = await runTool(tool, args, { stdio: ['ignore', 2, 2] });
  if (code !== 0) throw new Error(`${tool} failed; its messages are above.`);
}
