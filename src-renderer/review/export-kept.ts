import type { ImageFilter } from '../../src-shared/domain/image-set.ts';
import { startExport } from '../exports/exporting.ts';
import { notify } from '../ui/notifications.ts';
import { countVerdicts } from './columns.ts';
import { filterOf } from './loading.ts';
import { useReview } from './store.ts';

/** Of a source and a class (null: every one), the kept images only. */
export function keptOf(source: ImageFilter, classId: number | null): ImageFilter {
  const { withScores: _isForTiles, ...filter } = source;
  return { ...filter, ...(classId === null ? {} : { classId }), verdict: 'keep' };
}

/** Writes the kept images of what is shown, whatever verdict is shown, as folders for other programs. */
export function exportKept(): void {
  const { columns, source, classId } = useReview.getState();
  if (!columns || countVerdicts(columns, classId).keep === 0) {
    notify('info', { message: 'None of these images is kept.', advice: 'P keeps the image pointed at.' });
    return;
  }
  void startExport({ kind: 'images', layout: 'image-folder', filter: keptOf(filterOf(source), classId) });
}
