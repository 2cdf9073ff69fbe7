import { useQuery } from '@tanstack/react-query';
import { Check, CircleDashed, Columns2, Download, Maximize2, Undo2, X } from 'lucide-react';
import { queries } from '../api/queries.ts';
import { registry } from '../commands/all.ts';
import { formatCount, formatNoun } from '../../src-shared/format/numbers.ts';
import { Button, IconButton } from '../ui/button.tsx';
import styles from './review.module.css';
import { keptOfWanted, standingWords } from './standing.ts';
import { useReview } from './store.ts';
import { useVerdictCounts } from './use-verdict-counts.ts';

/** What a verdict would be about, the verdicts as buttons, and how far the review is. */
export function VerdictBar() {
  return (
    <div className={styles.verdictBar}>
      <About />
      <Verdicts />
      <Standing />
    </div>
  );
}

function About() {
  const shown = useReview((state) => state.rows.length);
  const chosen = useReview((state) => state.selection.ids.size);
  const focus = useReview((state) => state.selection.focus);
  return <span className={styles.about}>{aboutWords(chosen, focus, shown)}</span>;
}

function aboutWords(chosen: number, focus: number, shown: number): string {
  if (shown === 0) return 'No images';
  if (chosen > 0) return `${formatNoun(chosen, 'image')} chosen`;
  return `${formatCount(focus + 1)} of ${formatCount(shown)}`;
}

function Standing() {
  const counts = useVerdictCounts();
  const classId = useReview((state) => state.classId);
  const setId = useReview((state) => state.source.setId);
  const { data: classes } = useQuery(queries.classes());
  const { data: sets } = useQuery(queries.sets());
  // Wanted are generated images: among real ones the number would mean nothing.
  const isOfWanted = setId === null || sets?.find(({ id }) => id === setId)?.role === 'synthetic';
  const ofWanted = isOfWanted ? keptOfWanted(classes ?? [], classId) : null;
  return <output className={styles.standing}>{standingWords(counts, ofWanted)}</output>;
}

const perform = (id: string) => () => registry.byId(id).perform();

function Verdicts() {
  const view = useReview((state) => state.view);
  const empty = useReview((state) => state.rows.length === 0);
  const undoable = useReview((state) => state.history.length > 0);
  const none = empty || view === 'compare';
  return (
    <div className={styles.verdicts}>
      <Button size="small" icon={<Check aria-hidden />} isDisabled={none} onPress={perform('verdict-keep')}>
        Keep
      </Button>
      <Button size="small" icon={<X aria-hidden />} isDisabled={none} onPress={perform('verdict-reject')}>
        Reject
      </Button>
      <Button
        size="small"
        icon={<CircleDashed aria-hidden />}
        isDisabled={none}
        onPress={perform('verdict-undecided')}
      >
        Undecided
      </Button>
      <IconButton
        size="small"
        label="Undo the last change"
        shortcut="Z"
        icon={<Undo2 />}
        isDisabled={!undoable}
        onPress={perform('undo')}
      />
      <IconButton
        size="small"
        label="Compare"
        shortcut="C"
        icon={<Columns2 />}
        isDisabled={none}
        onPress={perform('compare')}
      />
      <IconButton
        size="small"
        label="Full view"
        shortcut="Space"
        icon={<Maximize2 />}
        isDisabled={none || view === 'full'}
        onPress={perform('open-full')}
      />
      <IconButton
        size="small"
        label="Export kept images"
        icon={<Download />}
        isDisabled={empty}
        onPress={perform('export-kept')}
      />
    </div>
  );
}
