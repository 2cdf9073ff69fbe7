import { join } from 'node:path';
import { buildDesktop, buildRenderer } from './build.ts';
import { root } from './paths.ts';
import { runModule, runTool, say } from './run.ts';
import { setUpCuda, setUpTensorFlow } from './setup-devices.ts';
import { start } from './start.ts';

const runCli = (args: readonly string[]): Promise<number> =>
  runModule(join(root, 'src-main', 'cli.ts'), args);

/** What each script of package.json does once the dependencies are there. */
const commands: Record<string, (args: string[]) => Promise<number>> = {
  start,
  // Loaded when asked for: they bring Playwright along, and the others should start at once.
  test: async (args) => (await import('./test.ts')).test(args),
  bench: async (args) => (await import('./bench.ts')).bench(args),
  'starter:retrain': (args) => runModule(join(root, 'tools', 'starter', 'retrain.ts'), args),
  'starter:report': (args) => runModule(join(root, 'tools', 'starter', 'report.ts'), args),
  'starter:cards': (args) => runModule(join(root, 'tools', 'starter', 'cards.ts'), args),
  'setup:cuda': setUpCuda,
  'setup:tfjs-gpu': setUpTensorFlow,
  'study:senses': (args) => runModule(join(root, 'tools', 'study', 'senses.ts'), args),
  'study:prompts': (args) => runModule(join(root, 'tools', 'study', 'prompts.ts'), args),
  study: (args) => runModule(join(root, 'tools', 'study', 'main.ts'), args),
  demo: (args) => runCli(['demo', ...args]),
  async variegate(args) {
    if (args.includes('serve')) await buildRenderer();
    return runCli(args);
  },
  async package(args) {
    await buildRenderer();
    await buildDesktop();
    return runTool('electron-builder', args);
  },
};

const [name = '', ...args] = process.argv.slice(2);
const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
if (command) {
  process.exitCode = await command(args).catch((error: unknown) => {
    say(error instanceof Error ? error.message : String(error));
    return 1;
  });
} else {
  say(`Usage: node tools/bootstrap.mjs <${Object.keys(commands).join('|')}>`);
  process.exitCode = 2;
}
