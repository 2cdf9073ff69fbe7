import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { ListFilter, X } from 'lucide-react';
import { type ReactNode, useDeferredValue } from 'react';
import { isTerminal } from '../../../src-shared/domain/job.ts';
import { formatNoun } from '../../../src-shared/format/numbers.ts';
import { queries } from '../../api/queries.ts';
import { DrawnNotice } from '../../charts/drawn-notice.tsx';
import { IconButton } from '../../ui/button.tsx';
import { FailureNote, Skeleton } from '../../ui/states.tsx';
import styles from './filter.module.css';
import { KeptTable } from './kept-table.tsx';
import { type Scope, useScope } from './scope.ts';
import { ScoreStart } from './score-start.tsx';
import { ScoringNotices, useScoringJob } from './scoring-notices.tsx';
import { ShownOptions } from './shown-options.tsx';
import { ThresholdSection } from './threshold-section.tsx';
import { toggleFilter } from './toggle-filter.ts';

/** Scores of synthetic images, and the filter that gives verdicts by them. Nothing where the grid shows no synthetic images. */
export function FilterPanel() {
  const scope = useScope();
  if (!scope) return null;
  return (
    <aside className={styles.panel} aria-label="Filter">
      <header className={styles.header}>
        <h2 className={styles.title}>Filter</h2>
        <IconButton size="small" label="Hide the filter" shortcut="F" icon={<X />} onPress={toggleFilter} />
      </header>
      <Deferred>
        <Content scope={scope} />
      </Deferred>
    </aside>
  );
}

/** Builds its content after what is around it, so that the images never wait for the panel. */
function Deferred({ children }: { children: ReactNode }) {
  return useDeferredValue<ReactNode>(children, null);
}

function Content({ scope }: { scope: Scope }) {
  const { setIds } = scope;
  const whole = setIds ? { setIds } : {};
  const state = useQuery({ ...queries.scoringState(whole), placeholderData: keepPreviousData });
  const shares = useQuery({
    ...queries.keptShares(whole),
    placeholderData: keepPreviousData,
  });
  const job = useScoringJob();
  if (state.error) return <FailureNote error={state.error} />;
  if (!state.data) return <Skeleton height={320} />;
  const { images, scored, stale } = state.data;
  const isStale = scored > 0 && stale === scored;
  if (images === 0) return <p className={styles.left}>This set has no images yet.</p>;
  const isScoring = job !== undefined && !isTerminal(job.state);
  const groups = shares.data?.groups ?? [];
  return (
    <>
      {scored === 0 && !isScoring && <Unscored images={images} />}
      <ScoringNotices state={state.data} job={job} />
      {!isScoring && <ScoreStart state={state.data} setIds={setIds} isNext={scored === 0 || isStale} />}
      {scored > 0 && (
        <>
          <ThresholdSection scope={scope} isNext={!isStale} />
          <Deferred>
            <ShownOptions groups={groups} />
            <KeptTable groups={groups} scope={scope} />
            {scope.drawn && <DrawnNotice />}
          </Deferred>
        </>
      )}
    </>
  );
}

const Unscored = ({ images }: { images: number }) => (
  <section className={styles.unscored}>
    <span className={styles.icon} aria-hidden>
      <ListFilter />
    </span>
    <h3>{formatNoun(images, 'image')} without a score</h3>
    <p>
      CLIP says how probable it is that an image shows its class, among all classes of the project. A
      threshold on that keeps what fits.
    </p>
  </section>
);
