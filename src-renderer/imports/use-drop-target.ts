import { type DragEvent, useState } from 'react';
import type { SourceEntry } from '../../src-shared/domain/project.ts';
import { readDrop, sendDrop } from '../api/drop.ts';

/** Makes an element take dropped files and folders: `target` goes onto the element, `progress` is the share sent, in [0, 1]. */
export function useDropTarget(onSource: (source: SourceEntry) => void) {
  const [over, setOver] = useState(false);
  const [progress, setProgress] = useState<number | null>(null);
  const [error, setError] = useState<unknown>(null);

  const receive = async (transfer: DataTransfer) => {
    setError(null);
    setProgress(0);
    try {
      const files = await readDrop(transfer);
      if (files.length === 0) throw new Error('There are no files in what was dropped.');
      onSource(await sendDrop(files, setProgress));
    } catch (failure) {
      setError(failure);
    } finally {
      setProgress(null);
    }
  };

  const target = {
    ...(over ? { 'data-drop-target': true } : {}),
    onDragOver: (event: DragEvent) => {
      if (!event.dataTransfer.types.includes('Files')) return;
      event.preventDefault();
      setOver(true);
    },
    onDragLeave: () => setOver(false),
    onDrop: (event: DragEvent) => {
      event.preventDefault();
      setOver(false);
      void receive(event.dataTransfer);
    },
  };
  return { target, progress, error };
}
