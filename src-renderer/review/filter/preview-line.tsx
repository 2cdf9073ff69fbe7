import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ApplyThresholds } from '../../../src-shared/api/scoring.ts';
import type { FilterPreview, Threshold } from '../../../src-shared/domain/score.ts';
import { formatCount, formatNoun } from '../../../src-shared/format/numbers.ts';
import { queries } from '../../api/queries.ts';
import { Button } from '../../ui/button.tsx';
import { FailureNote, Skeleton } from '../../ui/states.tsx';
import { discardDraft, useFilter } from './draft.ts';
import styles from './filter.module.css';
import { applyThresholds } from './filter-actions.ts';
import { useThrottled } from './use-throttled.ts';

/** While the line is dragged, the host is asked this often. */
const ASK_MS = 120;

/** What the thresholds would change, before anything is changed, and the button that does it. */
export function PreviewLine(props: {
  setIds: readonly number[] | undefined;
  thresholds: readonly Threshold[];
  /** Whether this is the one next step of the screen. */
  isNext: boolean;
}) {
  const { setIds } = props;
  const keepAtLeast = useFilter((state) => state.keepAtLeast);
  const thresholds = useThrottled(props.thresholds, ASK_MS);
  const isDraft = useFilter((state) => state.draft !== null);
  const [busy, setBusy] = useState(false);
  const asked = (wanted: readonly Threshold[]): ApplyThresholds => ({
    thresholds: [...wanted],
    ...(setIds ? { setIds: [...setIds] } : {}),
    ...(keepAtLeast > 0 ? { keepAtLeast } : {}),
  });
  const { data: preview, error } = useQuery({
    ...queries.filterPreview(asked(thresholds)),
    placeholderData: keepPreviousData,
  });
  if (error) return <FailureNote error={error} />;
  if (!preview) return <Skeleton height={64} />;
  const changes = preview.flips.toKeep + preview.flips.toReject + preview.fresh;
  const apply = async (): Promise<void> => {
    setBusy(true);
    await applyThresholds(asked(props.thresholds));
    setBusy(false);
  };
  return (
    <div className={styles.preview}>
      <output className={styles.sentence}>{sentence(preview, changes)}</output>
      <p className={styles.left}>{leftWords(preview)}</p>
      <div className={styles.buttons}>
        <Button
          look={props.isNext ? 'primary' : 'plain'}
          isDisabled={busy || preview.scored === 0 || (changes === 0 && !isDraft)}
          onPress={() => void apply()}
        >
          Apply threshold
        </Button>
        {isDraft && (
          <Button look="quiet" onPress={discardDraft}>
            Discard
          </Button>
        )}
      </div>
    </div>
  );
}

function sentence({ wouldKeep, wouldReject, flips }: FilterPreview, changes: number): string {
  const [keep, reject] = [formatCount(wouldKeep), formatCount(wouldReject)];
  if (changes === 0) return `Keeps ${keep}, rejects ${reject}. Nothing changes.`;
  const turned = flips.toKeep + flips.toReject;
  const flip = turned === 0 ? '' : ` (${formatCount(turned)} flip)`;
  return `Would keep ${keep}, reject ${reject}${flip}.`;
}

/** What the filter does not touch. */
function leftWords({ byHand, unscored }: FilterPreview): string {
  const parts = [
    ...(byHand > 0 ? [`${formatNoun(byHand, 'image')} judged by hand`] : []),
    ...(unscored > 0 ? [`${formatCount(unscored)} without a score`] : []),
  ];
  return parts.length === 0
    ? 'Verdicts by hand are never changed.'
    : `Left as they are: ${parts.join(', ')}.`;
}
