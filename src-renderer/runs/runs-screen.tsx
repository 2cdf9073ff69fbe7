import { useQuery } from '@tanstack/react-query';
import { ChartNoAxesCombined } from 'lucide-react';
import { queries } from '../api/queries.ts';
import { refetchFailed } from '../api/refetch-failed.ts';
import { useProject } from '../app/use-project.ts';
import { goTo } from '../app/ui-state.ts';
import { formatNoun } from '../../src-shared/format/numbers.ts';
import { Button } from '../ui/button.tsx';
import { Checkbox } from '../ui/checkbox.tsx';
import { Page } from '../ui/page.tsx';
import { PageSkeleton } from '../ui/page-skeleton.tsx';
import { EmptyState, FailedState } from '../ui/states.tsx';
import { ExperimentTable } from './experiment-table.tsx';
import { ExportMenu } from './export-menu.tsx';
import { OverlaidCurves } from './overlaid-curves.tsx';
import { RunDetail } from './run-detail.tsx';
import { useRunsState } from './selection.ts';
import { experimentsOf } from './table-model.ts';

/** What the recipes amount to: a table first, curves, evaluation and errors of what is chosen in it below. */
export function RunsScreen() {
  const runs = useQuery(queries.runs());
  const summaries = useQuery(queries.summaries());
  const { project } = useProject();
  const { overlaid, examined, intervals } = useRunsState();
  const error = runs.error ?? summaries.error;
  if (error) return <FailedState error={error} onRetry={() => refetchFailed(runs, summaries)} />;
  if (!runs.data || !summaries.data) return <PageSkeleton rows={8} />;
  if (runs.data.length === 0) return <NoRuns />;
  const experiments = experimentsOf(runs.data, summaries.data);
  const chosen = runs.data.filter(({ id }) => overlaid.has(id));
  const examinedRun = runs.data.find(({ id }) => id === examined);
  const finished = runs.data.filter(({ status }) => status === 'done').length;
  return (
    <Page
      title="Runs"
      summary={`${formatNoun(runs.data.length, 'run')}, ${finished} finished · the test set was opened ${formatNoun(project?.testOpenings ?? 0, 'time')}`}
      actions={
        <>
          <Checkbox isSelected={intervals} onChange={(on) => useRunsState.setState({ intervals: on })}>
            Intervals of the differences
          </Checkbox>
          <ExportMenu isDisabled={summaries.data.length === 0} />
        </>
      }
    >
      {experiments.map((experiment) => (
        <ExperimentTable key={experiment.name} experiment={experiment} />
      ))}
      {chosen.length > 0 && <OverlaidCurves runs={chosen} />}
      {examinedRun && <RunDetail key={examinedRun.id} run={examinedRun} runs={runs.data} />}
    </Page>
  );
}

const NoRuns = () => (
  <EmptyState
    icon={<ChartNoAxesCombined />}
    title="No runs yet"
    actions={
      <Button look="primary" onPress={() => goTo('train')}>
        Set up a training
      </Button>
    }
  >
    A run is one recipe trained at one seed. Runs are compared here over their seeds, on the sealed test set
    and on every out-of-distribution set.
  </EmptyState>
);
