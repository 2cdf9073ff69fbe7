import type { Command } from 'commander';
import { addProjectCommand, type CommonOptions, inProject, integer, type ProjectContext } from './command.ts';
import { formatColumns, formatDone, formatProgress, formatState } from './format.ts';
import { waitForJob } from './wait-for-job.ts';

export function addJobsCommand(program: Command): void {
  const parent = addProjectCommand(program, 'jobs', 'list the jobs, or steer one', 'jobs').action(
    (options: CommonOptions) => inProject(options, list),
  );
  const steer = (
    verb: string,
    description: string,
    work: (context: ProjectContext, id: number) => Promise<void>,
  ) =>
    addProjectCommand(parent, verb, description, `jobs ${verb} 3`)
      .argument('<job>', 'its number', integer)
      .action((id: number, _options: CommonOptions, command: Command) =>
        inProject(command.optsWithGlobals<CommonOptions>(), (context) => work(context, id)),
      );
  steer('resume', 'go on with a paused job, and wait for its end', async (context, id) => {
    await context.api.jobs.resume.mutate({ id });
    await waitForJob(context, id);
    await list(context);
  });
  steer('retry', 'try the failed items of a job again, and wait for its end', async (context, id) => {
    await context.api.jobs.retryFailed.mutate({ id });
    await waitForJob(context, id);
    await list(context);
  });
  steer('pause', 'pause a job after the item in hand', async (context, id) => {
    await context.api.jobs.pause.mutate({ id });
    await list(context);
  });
  steer('cancel', 'cancel a job; what is done stays', async (context, id) => {
    await context.api.jobs.cancel.mutate({ id });
    await list(context);
  });
  steer('failures', 'the items of a job that failed, and why', async ({ api, output }, id) => {
    const failures = await api.jobs.failures.query({ id });
    output.print(
      failures.length === 0
        ? 'No item failed.'
        : formatColumns(failures.map(({ label, error }) => [label, error.message])),
    );
    output.result(failures);
  });
}

async function list({ api, output }: ProjectContext): Promise<void> {
  const jobs = await api.jobs.list.query();
  output.print(
    jobs.length === 0
      ? 'There are no jobs.'
      : formatColumns(
          jobs.map((job) => [
            String(job.id),
            job.title,
            formatState(job),
            job.state.status === 'running' ? formatProgress(job.progress) : formatDone(job.progress),
          ]),
        ),
  );
  output.result(jobs);
}
