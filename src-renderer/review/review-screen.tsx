import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { queries } from '../api/queries.ts';
import { useUi } from '../app/ui-state.ts';
import { FailedState } from '../ui/states.tsx';
import { CompareView } from './compare-view.tsx';
import { FilterPanel } from './filter/filter-panel.tsx';
import { FullView } from './full-view.tsx';
import { ImageGrid } from './image-grid.tsx';
import { Inspector } from './inspector.tsx';
import { loadImages } from './loading.ts';
import { NothingShown } from './nothing-shown.tsx';
import styles from './review.module.css';
import { useReview } from './store.ts';
import { Toolbar } from './toolbar.tsx';
import { VerdictBar } from './verdict-bar.tsx';

/** Any set of images, tile by tile, to look through and judge. */
export function ReviewScreen() {
  const { inspectorOpen, filterOpen } = useUi();
  const { data: classes } = useQuery(queries.classes());
  const hasColumns = useReview((state) => state.columns !== null);
  useEffect(() => {
    if (!hasColumns) void loadImages();
  }, [hasColumns]);
  return (
    <div className={styles.review}>
      <h1 className="visually-hidden">Review</h1>
      <Toolbar classes={classes ?? []} />
      <div className={styles.middle}>
        {filterOpen && <FilterPanel />}
        <div className={styles.stage}>
          <Stage />
        </div>
        {inspectorOpen && <Inspector classes={classes ?? []} />}
      </div>
      <VerdictBar />
    </div>
  );
}

function Stage() {
  const status = useReview((state) => state.status);
  const view = useReview((state) => state.view);
  const shown = useReview((state) => state.rows.length);
  const known = useReview((state) => state.columns !== null);
  if (status.kind === 'failed') return <FailedState error={status.error} onRetry={() => void loadImages()} />;
  if (known && shown === 0) return <NothingShown />;
  return (
    <>
      <ImageGrid hidden={view !== 'grid'} />
      {view === 'full' && <FullView />}
      {view === 'compare' && <CompareView />}
    </>
  );
}
