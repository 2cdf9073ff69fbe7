import { runCli } from './cli/run-cli.ts';

/** The entry of the terminal: `variegate <command>`. */
process.exitCode = await runCli(process.argv.slice(2));
