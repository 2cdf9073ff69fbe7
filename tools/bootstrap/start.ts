import { join } from 'node:path';
import { buildDesktop, buildRenderer } from './build.ts';
import { openWindow, whyNoWindow } from './desktop.ts';
import { root } from './paths.ts';
import { runModule, say } from './run.ts';

/** Opens the desktop window, or the same workbench in the browser where the window cannot open. Resolves with the exit code. */
export async function start(args: readonly string[]): Promise<number> {
  await buildRenderer();
  if (!args.includes('--browser')) {
    const outcome = await tryWindow(args);
    if (typeof outcome === 'number') return outcome;
    say(`The desktop window cannot open here: ${outcome}. The workbench opens in the browser instead.`);
  }
  return runModule(
    join(root, 'src-main', 'serve.ts'),
    args.filter((argument) => argument !== '--browser'),
  );
}

/** The exit code after the window was closed, or why it could not open. */
async function tryWindow(args: readonly string[]): Promise<number | string> {
  const why = await whyNoWindow();
  if (why !== null) return why;
  await buildDesktop();
  const outcome = await openWindow(args);
  return outcome.kind === 'closed' ? outcome.code : outcome.reason;
}
