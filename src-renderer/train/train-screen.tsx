import { useQuery } from '@tanstack/react-query';
import { GraduationCap } from 'lucide-react';
import { queries } from '../api/queries.ts';
import { refetchFailed } from '../api/refetch-failed.ts';
import { begin } from '../app/dialogs.ts';
import { Button } from '../ui/button.tsx';
import { Page } from '../ui/page.tsx';
import { PageSkeleton } from '../ui/page-skeleton.tsx';
import { Segments } from '../ui/segments.tsx';
import { EmptyState, FailedState } from '../ui/states.tsx';
import { isActive } from './active.ts';
import { LiveRuns } from './live-runs.tsx';
import { TrainForm } from './train-form.tsx';
import { showTrainView, useTrainView } from './train-view.ts';

/** Sets up a training, and follows the ones that run. */
export function TrainScreen() {
  const sets = useQuery(queries.sets());
  const runs = useQuery(queries.runs());
  const active = runs.data?.filter(isActive) ?? [];
  const { chosen } = useTrainView();
  const error = sets.error ?? runs.error;
  if (error) return <FailedState error={error} onRetry={() => refetchFailed(sets, runs)} />;
  if (!sets.data || !runs.data) return <PageSkeleton rows={8} />;
  if (!sets.data.some(({ role }) => role === 'real')) return <NothingToTrainOn />;
  const tab = chosen ?? (active.length > 0 ? 'live' : 'form');
  return (
    <Page
      title="Train"
      summary={
        tab === 'form'
          ? 'Every recipe at every seed, alike in all but the images they see.'
          : 'Curves as they come. The test set is opened once, at the end of a run.'
      }
      actions={
        <Segments
          label="View"
          value={tab}
          onChange={showTrainView}
          segments={[
            { value: 'form', label: 'Set up' },
            {
              value: 'live',
              label: 'Curves',
              ...(active.length > 0 ? { count: `${active.length} to go` } : {}),
            },
          ]}
        />
      }
    >
      {tab === 'form' ? (
        <TrainForm sets={sets.data} onStarted={() => showTrainView('live')} />
      ) : (
        <LiveRuns runs={runs.data} onSetUp={() => showTrainView('form')} />
      )}
    </Page>
  );
}

const NothingToTrainOn = () => (
  <EmptyState
    icon={<GraduationCap />}
    title="No real images to train on"
    actions={
      <Button look="primary" onPress={() => begin({ kind: 'import', source: null, role: 'real' }, true)}>
        Import real images
      </Button>
    }
  >
    A classifier is trained on real images, on synthetic ones, or on both, and always measured on real ones.
    Import a real set first.
  </EmptyState>
);
