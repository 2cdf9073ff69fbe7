import { describeRecipe } from '../../../src-shared/domain/recipes.ts';
import type { Evaluation, Run } from '../../../src-shared/domain/run.ts';
import { describeKind } from '../../../src-shared/format/evaluation.ts';
import { formatNoun, formatPercent } from '../../../src-shared/format/numbers.ts';
import { DrawnNotice } from '../../charts/drawn-notice.tsx';
import { Section } from '../../ui/page.tsx';
import { Select } from '../../ui/select.tsx';
import { CorruptionGrid } from './corruption-grid.tsx';
import { EvaluateForm } from './evaluate-form.tsx';
import styles from './evaluation.module.css';
import { FeatureTable } from './feature-table.tsx';
import { figuresOf } from './figures.ts';
import { ReliabilityDiagram } from './reliability-diagram.tsx';

interface EvaluationPanelProps {
  run: Run;
  /** Absent while the run was measured on nothing. */
  evaluation: Evaluation | undefined;
  onChoose: (name: string) => void;
  /** Hears what an evaluation that was asked for will be called. */
  onStart: (name: string) => void;
}

/** How good a run is on one set, and whether its confidences can be believed; more is measured on request. */
export function EvaluationPanel({ run, evaluation, onChoose, onStart }: EvaluationPanelProps) {
  const title = describeRecipe(run.recipe, run.settings).title;
  return (
    <Section title={`Evaluation of ${title}, seed ${run.seed}`} hint={evaluation && hintOf(evaluation)}>
      <div className={styles.panel}>
        <div className={styles.measures}>
          {evaluation ? (
            <>
              <SetChoice run={run} evaluation={evaluation} onChoose={onChoose} />
              <Measured evaluation={evaluation} />
            </>
          ) : (
            <p className={styles.soft}>Not measured yet.</p>
          )}
        </div>
        {run.status === 'done' && <EvaluateForm run={run} onStart={onStart} />}
      </div>
      {run.drawn && <DrawnNotice />}
    </Section>
  );
}

const SetChoice = ({
  run,
  evaluation,
  onChoose,
}: Pick<EvaluationPanelProps, 'run' | 'onChoose'> & { evaluation: Evaluation }) => (
  <div className={styles.choice}>
    <Select
      label="On"
      value={evaluation.name}
      onChange={onChoose}
      options={run.evaluations.map(({ name, top1 }) => ({
        value: name,
        label: name,
        hint: formatPercent(top1),
      }))}
    />
  </div>
);

function hintOf(evaluation: Evaluation): string {
  const kind = describeKind(evaluation);
  const counted = formatNoun(evaluation.images, 'image');
  return `on ${evaluation.name}, ${counted}${kind === null ? '' : `, ${kind}`}`;
}

function Measured({ evaluation }: { evaluation: Evaluation }) {
  const { calibration, corruptions, features } = evaluation;
  return (
    <>
      <dl className={styles.figures}>
        {figuresOf(evaluation).map(({ title, value, hint }) => (
          <div key={title} className={styles.figure} title={hint}>
            <dt>{title}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <div className={styles.parts}>
        {calibration && <ReliabilityDiagram calibration={calibration} />}
        {corruptions && <CorruptionGrid table={corruptions} />}
        {features.length > 0 && <FeatureTable features={features} />}
      </div>
    </>
  );
}
