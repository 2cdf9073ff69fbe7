import { useQuery } from '@tanstack/react-query';
import { FilterX, Images } from 'lucide-react';
import { queries } from '../api/queries.ts';
import { begin } from '../app/dialogs.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/states.tsx';
import { setSource } from './loading.ts';
import { refreshView, useReview } from './store.ts';
import { wholeOf } from './whole-of.ts';

/** An empty grid: because there is nothing, or because nothing passes the filter. */
export function NothingShown() {
  const { data: sets } = useQuery(queries.sets());
  const columns = useReview((state) => state.columns);
  const source = useReview((state) => state.source);
  const verdict = useReview((state) => state.verdict);
  if (sets?.length === 0) {
    return (
      <EmptyState
        icon={<Images />}
        title="No images yet"
        actions={
          <Button look="primary" onPress={() => begin({ kind: 'import', source: null, role: 'real' }, true)}>
            Import images
          </Button>
        }
      >
        Imported, drawn and generated images are looked through here, and kept or rejected by key.
      </EmptyState>
    );
  }
  const judged = verdict === 'undecided' && (columns?.ids.length ?? 0) > 0;
  return (
    <EmptyState
      icon={<FilterX />}
      title={judged ? 'Nothing is left undecided' : 'No image matches the filter'}
      actions={
        <Button
          onPress={() => {
            refreshView({ classId: null, verdict: null });
            setSource(wholeOf(source, sets ?? []));
          }}
        >
          Show all images
        </Button>
      }
    >
      {judged
        ? 'Every image here has a verdict. Z takes the last one back.'
        : 'The filter above leaves nothing over.'}
    </EmptyState>
  );
}
