import { Dialog } from '../ui/dialog.tsx';

export function ExportResultDialog({
  title,
  onClose,
}: {
  jobId: number;
  title: string;
  onClose: () => void;
}) {
  return (
    <Dialog title={title} onClose={onClose}>
      {title}
    </Dialog>
  );
}
