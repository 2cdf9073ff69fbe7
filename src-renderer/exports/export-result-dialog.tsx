import { useQuery } from '@tanstack/react-query';
import { ClipboardCopy, Download } from 'lucide-react';
import { downloadAddress } from '../api/addresses.ts';
import { queries } from '../api/queries.ts';
import { Button } from '../ui/button.tsx';
import button from '../ui/button.module.css';
import { cx } from '../ui/class-names.ts';
import { Dialog } from '../ui/dialog.tsx';
import { notify, notifyFailure } from '../ui/notifications.ts';
import { FailureNote, Skeleton } from '../ui/states.tsx';
import styles from './export-result-dialog.module.css';

/** Where an export lies, and the way to fetch it through the browser. */
export function ExportResultDialog(props: { jobId: number; title: string; onClose: () => void }) {
  const { data, error } = useQuery(queries.exportResult(props.jobId));
  return (
    <Dialog
      title={props.title}
      onClose={props.onClose}
      actions={
        <>
          <Button
            icon={<ClipboardCopy aria-hidden />}
            isDisabled={!data}
            onPress={() => data && void copy(data.location)}
          >
            Copy the location
          </Button>
          {data?.downloadId && (
            <a
              className={cx(button.button, button.primary, button.usual, styles.link)}
              href={downloadAddress(data.downloadId)}
              download={data.fileName}
            >
              <Download aria-hidden />
              Download {data.fileName}
            </a>
          )}
        </>
      }
    >
      {error && <FailureNote error={error} />}
      {data ? (
        <dl className={styles.facts}>
          <dt>Name</dt>
          <dd>{data.fileName}</dd>
          <dt>Location</dt>
          <dd className={styles.location}>{data.location}</dd>
        </dl>
      ) : (
        !error && <Skeleton height={44} />
      )}
    </Dialog>
  );
}

async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    notify('info', { message: 'Location copied.' });
  } catch (error) {
    notifyFailure(error);
  }
}
