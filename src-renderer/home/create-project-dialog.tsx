import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Form } from 'react-aria-components';
import { projectNameSchema } from '../../src-shared/domain/project.ts';
import { api } from '../api/client.ts';
import { changeProject } from '../api/project-change.ts';
import { queryClient } from '../api/queries.ts';
import { type NextStep, openDialog } from '../app/dialogs.ts';
import { goTo } from '../app/ui-state.ts';
import { SourceBrowser } from '../imports/source-browser.tsx';
import { leaveProject } from '../jobs/leaving.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { FailureNote } from '../ui/states.tsx';
import { TextField } from '../ui/text-field.tsx';
import styles from './dialogs.module.css';

/** Names a new project, and goes on with what it was wanted for. */
export function CreateProjectDialog(props: { next: NextStep; suggestedName: string; onClose: () => void }) {
  const [name, setName] = useState(props.suggestedName);
  const [choosing, setChoosing] = useState(false);
  const [parent, setParent] = useState<{ id: string; name: string } | null>(null);
  const valid = projectNameSchema.safeParse(name);
  const create = useMutation({
    mutationFn: () => api.projects.create.mutate({ name, ...(parent ? { parentSourceId: parent.id } : {}) }),
    onSuccess: async () => {
      await changeProject(queryClient);
      goTo('classes');
      if (props.next.kind === 'nothing') props.onClose();
      else openDialog(props.next);
    },
  });
  return (
    <Dialog
      title="New project"
      onClose={props.onClose}
      width={choosing ? 'usual' : 'narrow'}
      actions={
        <>
          <Button onPress={props.onClose}>Cancel</Button>
          <Button
            look="primary"
            type="submit"
            form="new-project"
            isDisabled={!valid.success || create.isPending}
          >
            Create the project
          </Button>
        </>
      }
    >
      <Form
        id="new-project"
        className={styles.form ?? ''}
        onSubmit={(event) => {
          event.preventDefault();
          if (valid.success && !create.isPending) {
            leaveProject(`create ${valid.data}`, () => create.mutate());
          }
        }}
      >
        <TextField label="Name" value={name} onChange={setName} autoFocus maxLength={120} />
        <div className={styles.place}>
          <span>{parent ? `In the folder ${parent.name}` : 'In the projects folder of this machine'}</span>
          <Button size="small" onPress={() => setChoosing(!choosing)}>
            {choosing ? 'Use this folder' : 'Change'}
          </Button>
        </div>
        {choosing && <SourceBrowser onOpen={(entry) => setParent(entry)} />}
        {create.error && <FailureNote error={create.error} />}
      </Form>
    </Dialog>
  );
}
