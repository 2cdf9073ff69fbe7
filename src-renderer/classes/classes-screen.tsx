import { useMutation, useQuery } from '@tanstack/react-query';
import { Plus, SearchCheck, Tags } from 'lucide-react';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { queries } from '../api/queries.ts';
import { begin } from '../app/dialogs.ts';
import { formatNoun } from '../../src-shared/format/numbers.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Page } from '../ui/page.tsx';
import { PageSkeleton } from '../ui/page-skeleton.tsx';
import { EmptyState, FailedState, FailureNote } from '../ui/states.tsx';
import { TextField } from '../ui/text-field.tsx';
import { ClassTable } from './class-table.tsx';
import { NextStepBar } from './next-step-bar.tsx';
import { FindSensesDialog } from './senses/find-senses-dialog.tsx';
import { SetTable } from './set-table.tsx';

export function ClassesScreen() {
  const classes = useQuery(queries.classes());
  const sets = useQuery(queries.sets());
  const senses = useQuery(queries.senses());
  const [adding, setAdding] = useState(false);
  const [finding, setFinding] = useState(false);
  const error = classes.error ?? sets.error;
  if (error) return <FailedState error={error} onRetry={() => void classes.refetch()} />;
  if (!classes.data || !sets.data) return <PageSkeleton rows={10} />;
  const add = adding && <AddClassDialog onClose={() => setAdding(false)} />;
  const addButton = (
    <Button icon={<Plus aria-hidden />} onPress={() => setAdding(true)}>
      Add a class
    </Button>
  );
  if (classes.data.length === 0) {
    return (
      <>
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
          Classes come with the images that you import: one folder, one class. They can be renamed and
          reordered here afterwards.
        </EmptyState>
        {add}
      </>
    );
  }
  return (
    <Page
      title="Classes"
      summary={`${formatNoun(classes.data.length, 'class', 'classes')} in ${formatNoun(sets.data.length, 'set')}`}
      actions={
        <>
          <Button
            icon={<SearchCheck aria-hidden />}
            isDisabled={!senses.data}
            onPress={() => setFinding(true)}
          >
            Find senses
          </Button>
          {addButton}
        </>
      }
    >
      <NextStepBar classes={classes.data} sets={sets.data} />
      <ClassTable classes={classes.data} />
      <SetTable sets={sets.data} />
      {add}
      {finding && senses.data && <FindSensesDialog entries={senses.data} onClose={() => setFinding(false)} />}
    </Page>
  );
}

function AddClassDialog({ onClose }: { onClose: () => void }) {
  const [name, setName] = useState('');
  const add = useMutation({ mutationFn: () => api.classes.add.mutate({ name }), onSuccess: onClose });
  return (
    <Dialog
      title="Add a class"
      width="narrow"
      onClose={onClose}
      actions={
        <Button
          look="primary"
          type="submit"
          form="add-class"
          isDisabled={name.trim() === '' || add.isPending}
        >
          Add the class
        </Button>
      }
    >
      <form
        id="add-class"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== '') add.mutate();
        }}
      >
        <TextField label="Name" value={name} onChange={setName} autoFocus maxLength={200} />
        {add.error && <FailureNote error={add.error} />}
      </form>
    </Dialog>
  );
}
