import type { StartExport } from '../../src-shared/api/inputs.ts';
import { api } from '../api/client.ts';
import { openDialogNext } from '../app/dialogs.ts';
import { jobOver } from '../jobs/job-over.ts';
import { notify, notifyFailure } from '../ui/notifications.ts';

const titles = { model: 'Exported model', images: 'Exported images', runs: 'Exported runs table' } as const;

/** Starts an export and says when it is there. Whatever is being done by then stays in front. */
export async function startExport(input: StartExport): Promise<void> {
  try {
    const { jobId } = await api.exports.start.mutate(input);
    const end = await jobOver(jobId);
    const title = titles[input.kind];
    if (end === 'done') {
      const show = () => openDialogNext({ kind: 'export-result', jobId, title });
      notify('info', { message: `${title}.` }, { name: 'Show', perform: show });
    } else if (end === 'failed') {
      notify('failed', { message: 'The export did not finish. The job queue says why.' });
    }
  } catch (error) {
    notifyFailure(error);
  }
}
