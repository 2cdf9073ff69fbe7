import { FileText, X } from 'lucide-react';
import { formatBytes } from '../../../src-shared/format/numbers.ts';
import { IconButton } from '../../ui/button.tsx';
import { notify, notifyFailure } from '../../ui/notifications.ts';
import styles from './import.module.css';

export interface ChosenFile {
  name: string;
  bytes: number;
  text: string;
}

/** Read whole, and parsed in the page. */
const LARGEST_BYTES = 50_000_000;

export async function readChosenFile(
  file: File | undefined,
  onRead: (file: ChosenFile) => void,
): Promise<void> {
  if (!file) return;
  if (file.size > LARGEST_BYTES) {
    notify('failed', {
      message: `${file.name} has ${formatBytes(file.size)}. At most ${formatBytes(LARGEST_BYTES)} are read here.`,
      advice: 'Split it, or import it in the terminal: variegate prompts import.',
    });
    return;
  }
  try {
    onRead({ name: file.name, bytes: file.size, text: await file.text() });
  } catch (error) {
    notifyFailure(error);
  }
}

export const FileChip = ({ file, onRemove }: { file: ChosenFile; onRemove: () => void }) => (
  <div className={styles.file}>
    <FileText aria-hidden />
    <span className={styles.fileName} title={file.name}>
      {file.name}
    </span>
    <span className={styles.fileBytes}>{formatBytes(file.bytes)}</span>
    <IconButton size="small" label={`Put ${file.name} back`} icon={<X />} onPress={onRemove} />
  </div>
);
