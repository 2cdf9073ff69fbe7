import { useState } from 'react';
import type { Run } from '../../src-shared/domain/run.ts';
import { ConfusionPanel } from './confusion-panel.tsx';
import { EvaluationPanel } from './evaluation/evaluation-panel.tsx';
import { RunMaking } from './run-making.tsx';

/** How a run was made, what it is worth on one of the sets that it was measured on, and which errors it makes there. */
export function RunDetail({ run, runs }: { run: Run; runs: readonly Run[] }) {
  const usual = run.evaluations.find(({ kind }) => kind === 'test') ?? run.evaluations[0];
  const [name, setName] = useState(usual?.name ?? '');
  // Shown as soon as it is there; until then what was shown stays.
  const [awaited, setAwaited] = useState<string | null>(null);
  const called = (wanted: string | null) => run.evaluations.find((each) => each.name === wanted);
  const evaluation = called(awaited) ?? called(name) ?? usual;
  const choose = (chosen: string) => {
    setName(chosen);
    setAwaited(null);
  };
  return (
    <>
      <RunMaking run={run} runs={runs} />
      {(evaluation ?? !isGivenUp(run)) && (
        <EvaluationPanel run={run} evaluation={evaluation} onChoose={choose} onStart={setAwaited} />
      )}
      {evaluation && <ConfusionPanel run={run} evaluation={evaluation} />}
    </>
  );
}

const isGivenUp = ({ status }: Run): boolean => status === 'failed' || status === 'cancelled';
