import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { RotateCcw } from 'lucide-react';
import { useEffect } from 'react';
import { thresholdRule } from '../../../src-shared/domain/score.ts';
import { queries } from '../../api/queries.ts';
import { Button } from '../../ui/button.tsx';
import { NumberField } from '../../ui/number-field.tsx';
import { FailureNote, Skeleton } from '../../ui/states.tsx';
import { setThreshold, thresholdsOf, useFilter, valueAt } from './draft.ts';
import styles from './filter.module.css';
import { Histogram, HistogramLegend } from './histogram.tsx';
import { PreviewLine } from './preview-line.tsx';
import { filterOfScope, type Scope } from './scope.ts';

const round = (value: number): number => Math.round(value * 1000) / 1000;

/** The scores of what the grid shows, the threshold for exactly that, and what it would do. */
export function ThresholdSection({ scope, isNext }: { scope: Scope; isNext: boolean }) {
  const { data: histogram, error } = useQuery({
    ...queries.scoreHistogram(filterOfScope(scope)),
    placeholderData: keepPreviousData,
  });
  const { data: applied } = useQuery(queries.thresholds());
  useEffect(() => {
    if (applied) useFilter.setState({ applied });
  }, [applied]);
  const thresholds = useFilter(thresholdsOf);
  const { place, words, classes } = scope;
  const value = round(thresholdRule(thresholds, classes.length)(place.classId ?? 0, place.origin));
  const own = valueAt(thresholds, place);
  const change = (next: number): void => setThreshold(place, round(next));
  if (error) return <FailureNote error={error} />;
  if (!histogram) return <Skeleton height={190} />;
  return (
    <section className={styles.section} aria-label="Threshold">
      <h3 className={styles.heading}>Probability of the own class, {words}</h3>
      <Histogram histogram={histogram} threshold={value} place={words} onChange={change} />
      <HistogramLegend histogram={histogram} />
      <div className={styles.threshold}>
        <NumberField
          label="Keep above"
          value={value}
          min={0}
          max={1}
          step={0.01}
          decimals={3}
          onChange={change}
        />
        {own === null ? (
          <p className={styles.inherited}>
            {inherited(place.classId === null && place.origin === null, classes.length)}
          </p>
        ) : (
          <Button
            size="small"
            look="quiet"
            icon={<RotateCcw aria-hidden />}
            onPress={() => setThreshold(place, null)}
          >
            {place.classId === null && place.origin === null ? 'Back to chance' : 'As everywhere'}
          </Button>
        )}
      </div>
      <LeastField />
      <PreviewLine setIds={scope.setIds} thresholds={thresholds} isNext={isNext} />
    </section>
  );
}

/** Keeps a class from going empty where its images score low. */
function LeastField() {
  const keepAtLeast = useFilter((state) => state.keepAtLeast);
  return (
    <NumberField
      label="Keep of each class at least"
      value={keepAtLeast}
      min={0}
      max={1_000_000}
      unit="images"
      hint={
        keepAtLeast === 0
          ? '0: what passes, however few.'
          : 'Where fewer pass, those of the highest probability are added.'
      }
      onChange={(next) => useFilter.setState({ keepAtLeast: next })}
    />
  );
}

const inherited = (isGeneral: boolean, classes: number): string =>
  isGeneral ? `Better than chance: 1 of ${classes} classes.` : 'The more general threshold counts here.';
