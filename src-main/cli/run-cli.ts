import { Command, CommanderError } from 'commander';
import { version } from '../version.ts';
import { addClassesCommand } from './classes.ts';
import { addDemoCommand } from './demo.ts';
import { addDoctorCommand } from './doctor.ts';
import { addDrawCommand } from './draw.ts';
import { addEvaluateCommand } from './evaluate.ts';
import { addExportCommand } from './export.ts';
import { describeFailure } from './failure.ts';
import { addFilterCommand } from './filter.ts';
import { addGenerateCommand } from './generate.ts';
import { addImportCommand } from './import.ts';
import { addJobsCommand } from './jobs.ts';
import { addLanguageModelsCommand } from './language-models.ts';
import { addModelsCommand } from './models.ts';
import { addNewCommand } from './new.ts';
import { addPromptsCommand } from './prompts.ts';
import { addRunsCommand } from './runs.ts';
import { addScoreCommand } from './score.ts';
import { addSensesCommand } from './senses.ts';
import { addServeCommand } from './serve.ts';
import { addSetsCommand } from './sets.ts';
import { addTrainCommand } from './train.ts';

/** All commands, each of which runs when it is parsed. */
export function createProgram(): Command {
  const program = new Command('variegate')
    .description('Makes synthetic training sets for image classifiers and measures whether they help.')
    .version(version)
    .exitOverride()
    .showHelpAfterError('(--help shows what is possible)');
  addNewCommand(program);
  addImportCommand(program);
  addDrawCommand(program);
  addClassesCommand(program);
  addSetsCommand(program);
  addSensesCommand(program);
  addPromptsCommand(program);
  addGenerateCommand(program);
  addScoreCommand(program);
  addFilterCommand(program);
  addTrainCommand(program);
  addRunsCommand(program);
  addEvaluateCommand(program);
  addJobsCommand(program);
  addExportCommand(program);
  addModelsCommand(program);
  addLanguageModelsCommand(program);
  addServeCommand(program);
  addDoctorCommand(program);
  addDemoCommand(program);
  return program;
}

/** The workbench in a terminal. Resolves with the exit code: 0 done, 1 failed, 2 wrong usage, 130 interrupted. */
export async function runCli(args: readonly string[]): Promise<number> {
  try {
    await createProgram().parseAsync(args, { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    return fail(error, args.includes('--json'));
  }
}

function fail(error: unknown, json: boolean): number {
  const { exitCode, report } = describeFailure(error);
  if (report) {
    process.stderr.write(`${report.message}\n${report.advice ? `${report.advice}\n` : ''}`);
    if (json) process.stdout.write(`${JSON.stringify({ error: report })}\n`);
  }
  return exitCode;
}
