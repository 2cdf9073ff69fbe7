import { useMemo } from 'react';
import { describeRecipe } from '../../src-shared/domain/recipes.ts';
import type { Evaluation, Run } from '../../src-shared/domain/run.ts';
import { api } from '../api/client.ts';
import { goTo } from '../app/ui-state.ts';
import { DrawnNotice } from '../charts/drawn-notice.tsx';
import { formatCount, formatNoun, formatPercent } from '../../src-shared/format/numbers.ts';
import { showImages } from '../review/loading.ts';
import { Button } from '../ui/button.tsx';
import { notifyFailure } from '../ui/notifications.ts';
import { Section } from '../ui/page.tsx';
import { mostConfused, topMistakes } from './confusion.ts';
import { ConfusionMatrix } from './confusion-matrix.tsx';
import styles from './runs.module.css';

const TOP = 8;
/** More cells than of so many classes take seconds to draw, and tell nobody more. */
const MOST_CLASSES = 100;

/** Which classes a run takes for which, on one set; every cell opens its images. */
export function ConfusionPanel({ run, evaluation }: { run: Run; evaluation: Evaluation }) {
  const open = (trueClass: number, predictedClass: number) =>
    void openImages(run, evaluation, trueClass, predictedClass);
  const { confusion } = evaluation;
  const mistakes = topMistakes(confusion, TOP);
  const shown = useMemo(() => mostConfused(confusion, MOST_CLASSES), [confusion]);
  const title = describeRecipe(run.recipe, run.settings).title;
  return (
    <Section
      title={`Errors of ${title}, seed ${run.seed}`}
      hint={`on ${evaluation.name}, ${formatNoun(evaluation.images, 'image')}, ${formatPercent(evaluation.top1)} right`}
    >
      <div className={styles.errors}>
        <div className={styles.errorsSide}>
          <h3 className={styles.subtitle}>Most frequent mistakes</h3>
          {mistakes.length === 0 && <p className={styles.soft}>None on this set.</p>}
          <ol className={styles.mistakes}>
            {mistakes.map(({ trueClass, predictedClass, count }) => (
              <li key={`${trueClass} ${predictedClass}`}>
                <Button look="quiet" size="small" onPress={() => open(trueClass, predictedClass)}>
                  {formatCount(count)} × {run.classNames[trueClass]} taken for{' '}
                  {run.classNames[predictedClass]}
                </Button>
              </li>
            ))}
          </ol>
          {shown.length < run.classNames.length && (
            <p className={styles.soft}>
              The matrix shows the {formatCount(shown.length)} of{' '}
              {formatNoun(run.classNames.length, 'class', 'classes')} that take part in most mistakes.
            </p>
          )}
        </div>
        <ConfusionMatrix matrix={confusion} classNames={run.classNames} shown={shown} onOpen={open} />
      </div>
      {run.drawn && <DrawnNotice />}
    </Section>
  );
}

async function openImages(
  run: Run,
  evaluation: Evaluation,
  trueClass: number,
  predictedClass: number,
): Promise<void> {
  try {
    const ids = await api.runs.confusionImages.query({
      runId: run.id,
      evaluation: evaluation.name,
      trueClass,
      predictedClass,
    });
    const [truth, taken] = [run.classNames[trueClass] ?? '', run.classNames[predictedClass] ?? ''];
    const words = trueClass === predictedClass ? `${truth}, recognised` : `${truth} taken for ${taken}`;
    showImages(ids, `${words}, ${evaluation.name}, seed ${run.seed}`);
    goTo('review');
  } catch (error) {
    notifyFailure(error);
  }
}
