import { useQuery } from '@tanstack/react-query';
import { queries } from '../../api/queries.ts';
import { closeDialog } from '../../app/dialogs.ts';
import { goTo } from '../../app/ui-state.ts';
import { Button } from '../../ui/button.tsx';
import { FailureNote } from '../../ui/states.tsx';
import { Select } from '../../ui/select.tsx';
import styles from './write.module.css';
import { changeWriting, useWriting } from './writing-draft.ts';

const BUILT_IN = 'built-in';

/** The connection that writes, if it is still there; null for the built-in grammar. */
export function useWriter(): string | null {
  const { data } = useQuery(queries.languageModels());
  const chosen = useWriting((state) => state.connectionId);
  return data?.connections.find(({ id }) => id === chosen)?.id ?? null;
}

/** Who writes diversified prompts: the built-in grammar, or a language model that a person connected. */
export function WriterChoice() {
  const { data, error } = useQuery(queries.languageModels());
  const writer = useWriter();
  const connections = data?.connections ?? [];
  return (
    <>
      <Select
        label="Written by"
        value={writer ?? BUILT_IN}
        options={[
          { value: BUILT_IN, label: 'Built-in grammar' },
          ...connections.map(({ id, name, usual }) => ({
            value: id,
            label: name,
            ...(usual ? { hint: 'usual' } : {}),
          })),
        ]}
        onChange={(value) => changeWriting({ connectionId: value === BUILT_IN ? null : value })}
      />
      {error && <FailureNote error={error} />}
      {data && connections.length === 0 && (
        <p className={styles.about}>
          No language model is connected; the built-in grammar writes in its place.{' '}
          <Button
            size="small"
            look="quiet"
            onPress={() => {
              closeDialog();
              goTo('settings');
            }}
          >
            Connect one in Settings
          </Button>
        </p>
      )}
    </>
  );
}
