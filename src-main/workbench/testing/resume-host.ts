/** A host that opens a project, resumes what is left in its queue, and ends when nothing is. For the kill test. */
import { isTerminal } from '../../../src-shared/domain/job.ts';
import { silentLog } from '../../log/log.ts';
import { createWorkbench } from '../create-workbench.ts';

const folder = process.argv[2];
if (folder === undefined) throw new Error('Usage: resume-host.ts <project folder>');
const workbench = await createWorkbench({ entry: 'cli', version: '0', log: silentLog, control: null });
await workbench.projects.open({ sourceId: await workbench.registerSource(folder) });
const done = async (): Promise<number> =>
  (await workbench.jobs.list()).reduce((sum, { progress }) => sum + progress.done, 0);
const before = await done();
for (let told = false; ; ) {
  const open = (await workbench.jobs.list()).filter((job) => !isTerminal(job.state));
  if (open.length === 0) break;
  for (const job of open) if (job.state.status === 'paused') await workbench.jobs.resume(job.id);
  if (!told && (await done()) > before) {
    process.stdout.write('at work\n');
    told = true;
  }
  await new Promise((resolve) => setTimeout(resolve, 100));
}
await workbench.close();
