import { Check, CircleDashed, X } from 'lucide-react';
import { formatCount } from '../../src-shared/format/numbers.ts';
import { Segments } from '../ui/segments.tsx';
import { refreshView, useReview } from './store.ts';
import { useVerdictCounts } from './use-verdict-counts.ts';

/** Which verdicts are shown, with how many images have each. */
export function VerdictFilter() {
  const verdict = useReview((state) => state.verdict);
  const counts = useVerdictCounts();
  const total = counts.undecided + counts.keep + counts.reject;
  return (
    <Segments
      label="Verdict"
      value={verdict ?? 'any'}
      onChange={(chosen) => refreshView({ verdict: chosen === 'any' ? null : chosen })}
      segments={[
        { value: 'any', label: 'All', count: formatCount(total) },
        {
          value: 'undecided',
          label: 'Undecided',
          icon: <CircleDashed aria-hidden />,
          count: formatCount(counts.undecided),
        },
        { value: 'keep', label: 'Kept', icon: <Check aria-hidden />, count: formatCount(counts.keep) },
        { value: 'reject', label: 'Rejected', icon: <X aria-hidden />, count: formatCount(counts.reject) },
      ]}
    />
  );
}
