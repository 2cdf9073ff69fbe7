import { runCli } from './cli/run-cli.ts';

/** The entry of the browser: the workbench on loopback, with the options of `variegate serve`. */
process.exitCode = await runCli(['serve', ...process.argv.slice(2)]);
