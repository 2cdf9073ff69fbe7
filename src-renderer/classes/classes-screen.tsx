import { useQuery } from '@tanstack/react-query';
import { Plus, SearchCheck, Tags } from 'lucide-react';
import { queries } from '../api/queries.ts';
import { refetchFailed } from '../api/refetch-failed.ts';
import { begin, openDialog } from '../app/dialogs.ts';
import { formatNoun } from '../../src-shared/format/numbers.ts';
import { Button } from '../ui/button.tsx';
import { Page } from '../ui/page.tsx';
import { PageSkeleton } from '../ui/page-skeleton.tsx';
import { EmptyState, FailedState } from '../ui/states.tsx';
import { ClassTable } from './class-table.tsx';
import { NextStepBar } from './next-step-bar.tsx';
import { SetTable } from './set-table.tsx';

export function ClassesScreen() {
  const classes = useQuery(queries.classes());
  const sets = useQuery(queries.sets());
  const error = classes.error ?? sets.error;
  if (error) return <FailedState error={error} onRetry={() => refetchFailed(classes, sets)} />;
  if (!classes.data || !sets.data) return <PageSkeleton rows={10} />;
  const addButton = (
    <Button icon={<Plus aria-hidden />} onPress={() => openDialog({ kind: 'add-class' })}>
      Add a class
    </Button>
  );
  if (classes.data.length === 0) {
    return (
      <EmptyState
        icon={<Tags />}
        title="No classes yet"
        actions={
          <>
            <Button
              look="primary"
              onPress={() => begin({ kind: 'import', source: null, role: 'real' }, true)}
            >
              Import real images
            </Button>
            {addButton}
          </>
        }
      >
        Classes come with the images that you import: one folder, one class. They can be renamed and reordered
        here afterwards.
      </EmptyState>
    );
  }
  return (
    <Page
      title="Classes"
      summary={`${formatNoun(classes.data.length, 'class', 'classes')} in ${formatNoun(sets.data.length, 'set')}`}
      actions={
        <>
          <Button icon={<SearchCheck aria-hidden />} onPress={() => openDialog({ kind: 'find-senses' })}>
            Find senses
          </Button>
          {addButton}
        </>
      }
    >
      <NextStepBar classes={classes.data} sets={sets.data} />
      <ClassTable classes={classes.data} />
      <SetTable sets={sets.data} />
    </Page>
  );
}
