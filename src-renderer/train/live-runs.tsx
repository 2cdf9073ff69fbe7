import { useQuery } from '@tanstack/react-query';
import { ChartNoAxesCombined, CopyPlus, GraduationCap } from 'lucide-react';
import { useState } from 'react';
import { RadioButton, RadioField, RadioGroup } from 'react-aria-components';
import { describeRecipe } from '../../src-shared/domain/recipes.ts';
import type { Run } from '../../src-shared/domain/run.ts';
import { queries } from '../api/queries.ts';
import { goTo } from '../app/ui-state.ts';
import { formatCount, formatPercent } from '../../src-shared/format/numbers.ts';
import { describeProgress, shareDone } from '../jobs/describe.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState, ProgressTrack } from '../ui/states.tsx';
import { foremostRun, watched } from './active.ts';
import { LiveCurves } from './live-curves.tsx';
import following from '../jobs/following.module.css';
import styles from './live.module.css';
import { openClone } from './open-clone.ts';
import { TrainingActions } from './training-actions.tsx';

/** The training that runs: its runs at the left, the curves of one of them at the right. */
export function LiveRuns({ runs, onSetUp }: { runs: readonly Run[]; onSetUp: () => void }) {
  const list = watched(runs);
  const [chosenId, setChosenId] = useState<number | null>(null);
  const chosen = list.find(({ id }) => id === chosenId) ?? foremostRun(list);
  if (!chosen) {
    return (
      <EmptyState
        icon={<GraduationCap />}
        title="Nothing was trained yet"
        actions={
          <Button look="primary" onPress={onSetUp}>
            Set up a training
          </Button>
        }
      >
        Curves of loss and accuracy are drawn here as they come.
      </EmptyState>
    );
  }
  return (
    <div className={following.layout}>
      <div className={following.side}>
        <TrainingState runs={list} chosen={chosen} />
        <RadioGroup
          aria-label={`Runs of ${chosen.experiment}`}
          className={styles.list ?? ''}
          value={String(chosen.id)}
          onChange={(id) => setChosenId(Number(id))}
        >
          {list.map((run) => (
            <RunChoice key={run.id} run={run} />
          ))}
        </RadioGroup>
        <div className={styles.next}>
          <Button icon={<ChartNoAxesCombined aria-hidden />} onPress={() => goTo('runs')}>
            Compare in Runs
          </Button>
          <Button icon={<CopyPlus aria-hidden />} onPress={() => void openClone([chosen])}>
            Clone with changes
          </Button>
        </div>
      </div>
      <LiveCurves key={chosen.id} run={chosen} />
    </div>
  );
}

function TrainingState({ runs, chosen }: { runs: readonly Run[]; chosen: Run }) {
  const { data: jobs } = useQuery(queries.jobs());
  const job = jobs?.find(({ id }) => id === chosen.jobId);
  return (
    <section className={following.card} aria-label={`Training of ${chosen.experiment}`}>
      <h2 className={styles.jobTitle} title={chosen.experiment}>
        {chosen.experiment}
      </h2>
      {job && (
        <>
          <ProgressTrack share={shareDone(job)} label={job.title} />
          <p className={following.progress}>{describeProgress(job).join(' · ')}</p>
          {job.progress.note && <p className={following.progress}>{job.progress.note}</p>}
        </>
      )}
      {job && <TrainingActions job={job} runs={runs} />}
    </section>
  );
}

function RunChoice({ run }: { run: Run }) {
  const test = run.evaluations.find(({ kind }) => kind === 'test');
  return (
    <RadioField value={String(run.id)}>
      <RadioButton className={styles.run ?? ''}>
        <span className={styles.runName}>
          {describeRecipe(run.recipe, run.settings).title}, seed {run.seed}
        </span>
        <span className={styles.runState}>{stateWords(run)}</span>
        <span className={styles.soft}>
          {test ? `test ${formatPercent(test.top1)}` : `val ${formatPercent(run.bestValAccuracy)}`}
        </span>
      </RadioButton>
    </RadioField>
  );
}

function stateWords(run: Run): string {
  if (run.status === 'running' || run.status === 'paused') {
    const prefix = run.status === 'paused' ? 'paused at ' : '';
    return `${prefix}${formatCount(run.step)} / ${formatCount(run.totalSteps)} steps`;
  }
  return run.status;
}
