import { runCli } from './cli/run-cli.ts';

/** The entry of the terminal: `variegate <command>`. A reader that closes the pipe (`| head`) has seen enough. */
process.stdout.on('error', () => process.exit(0));
process.exitCode = await runCli(process.argv.slice(2));
