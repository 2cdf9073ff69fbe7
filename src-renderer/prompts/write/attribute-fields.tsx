import { useMutation, useQuery } from '@tanstack/react-query';
import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import type { Instructions, PromptAttribute } from '../../../src-shared/api/diversification.ts';
import { api } from '../../api/client.ts';
import { queries, queryClient } from '../../api/queries.ts';
import { openDialog } from '../../app/dialogs.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { notify, notifyFailure } from '../../ui/notifications.ts';
import { FailureNote, Skeleton } from '../../ui/states.tsx';
import { TextField } from '../../ui/text-field.tsx';
import styles from './write.module.css';

/** What a contextualized prompt varies: attributes are dropped, taken up again, and added. Kept with the project. */
export function AttributeFields() {
  const { data, error } = useQuery(queries.promptInstructions());
  const [name, setName] = useState('');
  const save = useMutation({
    mutationFn: (instructions: Instructions) => api.diversification.setInstructions.mutate(instructions),
    onSettled: () => queryClient.invalidateQueries({ queryKey: queries.promptInstructions().queryKey }),
  });
  if (error) return <FailureNote error={error} />;
  if (!data) return <Skeleton height={120} />;
  const current = save.isPending ? save.variables : data.current;
  const { attributes } = current;
  const change = (next: PromptAttribute[]) => save.mutate({ ...current, attributes: next });
  const remove = (attribute: PromptAttribute, place: number) => {
    const { hint } = attribute;
    save.mutate(
      { ...current, attributes: attributes.toSpliced(place, 1) },
      {
        onSuccess: () =>
          notify(
            'info',
            {
              message: `The attribute “${attribute.name}” was removed${hint === '' ? '' : ' with its hint'}.`,
            },
            { name: 'Undo', perform: () => void bringBack(attribute, place) },
          ),
      },
    );
  };
  const trimmed = name.trim();
  const isNew = !attributes.some((each) => each.name.toLowerCase() === trimmed.toLowerCase());
  return (
    <fieldset className={styles.attributes}>
      <legend>Varied in each prompt</legend>
      {attributes.map((attribute, place) => (
        <div key={attribute.name} className={styles.attribute}>
          <Checkbox
            isSelected={attribute.enabled}
            onChange={(enabled) => change(attributes.with(place, { ...attribute, enabled }))}
          >
            {attribute.name}
          </Checkbox>
          <IconButton
            size="small"
            label={`Remove ${attribute.name}`}
            icon={<X />}
            isDisabled={attributes.length === 1}
            onPress={() => remove(attribute, place)}
          />
        </div>
      ))}
      <form
        className={styles.addAttribute}
        onSubmit={(event) => {
          event.preventDefault();
          if (trimmed === '' || !isNew) return;
          change([...attributes, { name: trimmed, hint: '', enabled: true }]);
          setName('');
        }}
      >
        <TextField
          label="Another attribute"
          hideLabel
          placeholder="Another, e.g. weather"
          value={name}
          onChange={setName}
          maxLength={60}
        />
        <Button type="submit" size="small" icon={<Plus aria-hidden />} isDisabled={trimmed === '' || !isNew}>
          Add
        </Button>
      </form>
      {save.error && <FailureNote error={save.error} />}
      <Button size="small" look="quiet" onPress={() => openDialog({ kind: 'prompt-instructions' })}>
        Change what the model is told
      </Button>
    </fieldset>
  );
}

/** Puts a removed attribute back among those that are there now. */
async function bringBack(attribute: PromptAttribute, place: number): Promise<void> {
  try {
    const { current } = await queryClient.fetchQuery(queries.promptInstructions());
    if (current.attributes.some(({ name }) => name === attribute.name)) return;
    const attributes = current.attributes.toSpliced(place, 0, attribute);
    await api.diversification.setInstructions.mutate({ ...current, attributes });
  } catch (error) {
    notifyFailure(error);
  } finally {
    await queryClient.invalidateQueries({ queryKey: queries.promptInstructions().queryKey });
  }
}
