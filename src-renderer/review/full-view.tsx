import { useQuery } from '@tanstack/react-query';
import { Check, ChevronLeft, ChevronRight, X, ZoomIn, ZoomOut } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { Verdict } from '../../src-shared/domain/image-set.ts';
import { imageAddress } from '../api/addresses.ts';
import { queries } from '../api/queries.ts';
import { registry } from '../commands/all.ts';
import { formatCount } from '../../src-shared/format/numbers.ts';
import { IconButton } from '../ui/button.tsx';
import { cx } from '../ui/class-names.ts';
import { verdictOfCode, versionOf } from './columns.ts';
import { NearestStrip } from './filter/nearest-strip.tsx';
import styles from './full-view.module.css';
import { focusedId, shownOf, useReview } from './store.ts';
import { closeView } from './views.ts';
import { ZoomableImage } from './zoomable-image.tsx';

const verdictLabels: Readonly<Record<Verdict, string>> = {
  undecided: 'Undecided',
  keep: 'Kept',
  reject: 'Rejected',
};

/** One image as large as it fits; the arrows and verdicts work as in the grid. */
export function FullView() {
  const id = useReview(focusedId);
  const focus = useReview((state) => state.selection.focus);
  const shown = useReview((state) => state.rows.length);
  const verdict = useReview((state) => {
    const row = id === null ? undefined : state.columns?.rowOf.get(id);
    return verdictOfCode(row === undefined ? 0 : (state.columns?.verdicts[row] ?? 0));
  });
  const { data: detail } = useQuery({ ...queries.imageDetail(id ?? 0), enabled: id !== null });
  const view = useRef<HTMLElement>(null);
  useEffect(() => view.current?.focus(), []);
  useEffect(() => preloadNeighbours(focus), [focus]);
  if (id === null) return null;
  const perform = (command: string) => () => registry.byId(command).perform();
  return (
    <section ref={view} className={cx(styles.view, styles[verdict])} tabIndex={-1} aria-label="Full view">
      <header className={styles.header}>
        <span className={styles.verdict}>
          {verdict === 'keep' && <Check aria-hidden />}
          {verdict === 'reject' && <X aria-hidden />}
          {verdictLabels[verdict]}
        </span>
        <span className={styles.name} title={detail?.sourceName}>
          {detail ? `${detail.className} · ${detail.sourceName}` : ' '}
        </span>
        <span className={styles.count}>
          {formatCount(focus + 1)} of {formatCount(shown)}
        </span>
        <IconButton
          size="small"
          label="Zoom out"
          shortcut="-"
          icon={<ZoomOut />}
          onPress={perform('zoom-out')}
        />
        <IconButton
          size="small"
          label="Zoom in"
          shortcut="+"
          icon={<ZoomIn />}
          onPress={perform('zoom-in')}
        />
        <IconButton
          size="small"
          label="Previous image"
          shortcut="ArrowLeft"
          icon={<ChevronLeft />}
          onPress={perform('full-previous')}
        />
        <IconButton
          size="small"
          label="Next image"
          shortcut="ArrowRight"
          icon={<ChevronRight />}
          onPress={perform('full-next')}
        />
        <IconButton
          size="small"
          label="Back to the grid"
          shortcut="Escape"
          icon={<X />}
          onPress={closeView}
        />
      </header>
      <ZoomableImage
        key={id}
        id={id}
        label={detail ? `${detail.className}, ${detail.sourceName}` : 'Image'}
      />
      <NearestStrip id={id} />
    </section>
  );
}

/** The next image is usually the one before or after. */
function preloadNeighbours(focus: number): void {
  const state = useReview.getState();
  const shown = shownOf(state);
  for (const position of [focus + 1, focus - 1]) {
    if (position < 0 || position >= shown.length) continue;
    const id = shown.idAt(position);
    new Image().src = imageAddress(id, versionOf(state.columns, id));
  }
}
