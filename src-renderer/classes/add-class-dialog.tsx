import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { FailureNote } from '../ui/states.tsx';
import { TextField } from '../ui/text-field.tsx';

export function AddClassDialog({ onClose }: { onClose: () => void }) {
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
