import { useMutation, useQuery } from '@tanstack/react-query';
import { ListRestart } from 'lucide-react';
import { useState } from 'react';
import { Form } from 'react-aria-components';
import type { SaveConnection } from '../../src-shared/api/language-models.ts';
import type { LanguageModelConnection } from '../../src-shared/domain/language-model.ts';
import { keyStoreWords } from '../../src-shared/format/language-models.ts';
import { api } from '../api/client.ts';
import { queries, queryClient } from '../api/queries.ts';
import { Button } from '../ui/button.tsx';
import { Checkbox } from '../ui/checkbox.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { NumberField } from '../ui/number-field.tsx';
import { FailureNote, Note } from '../ui/states.tsx';
import { SuggestField } from '../ui/suggest-field.tsx';
import { TextField } from '../ui/text-field.tsx';
import {
  addressProblem,
  type ConnectionDraft,
  draftOf,
  keyIsReadable,
  localServers,
  savedDraft,
} from './connection-draft.ts';
import styles from './language-models.module.css';

/** Adds a server, or changes one. Nothing is sent to it before its models are asked for. */
export function ConnectionDialog(props: { known: LanguageModelConnection | null; onClose: () => void }) {
  const { known, onClose } = props;
  const [draft, setDraft] = useState(() => draftOf(known));
  const change = (fields: Partial<ConnectionDraft>): void => setDraft({ ...draft, ...fields });
  const request = savedDraft(draft);
  const save = useMutation({
    mutationFn: (request: SaveConnection) => api.languageModels.save.mutate(request),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: queries.languageModels().queryKey });
      onClose();
    },
  });
  return (
    <Dialog
      title={known ? `Connection ${known.name}` : 'New connection'}
      onClose={onClose}
      footnote="Requests go to this server only, when you ask for prompts or senses."
      actions={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button look="primary" type="submit" form="connection" isDisabled={!request || save.isPending}>
            {known ? 'Save' : 'Add the connection'}
          </Button>
        </>
      }
    >
      <Form
        id="connection"
        className={styles.form ?? ''}
        onSubmit={(event) => {
          event.preventDefault();
          if (request && !save.isPending) save.mutate(request);
        }}
      >
        <ServerFields draft={draft} change={change} />
        <KeyFields draft={draft} change={change} hasKey={known?.hasKey ?? false} />
        <div className={styles.numbers}>
          <NumberField
            label="Requests at once"
            value={draft.concurrency}
            onChange={(concurrency) => change({ concurrency })}
            min={1}
            max={32}
          />
          <NumberField
            label="Longest silence"
            value={draft.timeoutSeconds}
            onChange={(timeoutSeconds) => change({ timeoutSeconds })}
            min={1}
            max={300}
            unit="seconds"
          />
        </div>
        {!known?.usual && (
          <Checkbox isSelected={draft.usual} onChange={(usual) => change({ usual })}>
            Use this one where none is named
          </Checkbox>
        )}
        {save.error && <FailureNote error={save.error} />}
      </Form>
    </Dialog>
  );
}

interface FieldsProps {
  draft: ConnectionDraft;
  change: (fields: Partial<ConnectionDraft>) => void;
}

function ServerFields({ draft, change }: FieldsProps) {
  const problem = addressProblem(draft.baseUrl);
  const offered = useMutation({
    mutationFn: () =>
      api.languageModels.serverModels.mutate({
        baseUrl: draft.baseUrl.trim(),
        ...(draft.key.trim() !== '' && { key: draft.key }),
        ...(draft.connectionId !== undefined && { connectionId: draft.connectionId }),
      }),
  });
  return (
    <>
      <TextField
        label="Name"
        value={draft.name}
        onChange={(name) => change({ name })}
        autoFocus
        maxLength={100}
      />
      <div className={styles.address}>
        <TextField
          label="Address"
          value={draft.baseUrl}
          onChange={(baseUrl) => change({ baseUrl })}
          error={problem}
          placeholder={localServers[0].baseUrl}
          hint="Any server that speaks OpenAI's chat completions; most addresses end with /v1."
        />
        <div className={styles.presets}>
          {localServers.map(({ name, baseUrl }) => (
            <Button
              key={name}
              size="small"
              onPress={() => change({ baseUrl, ...(draft.name === '' && { name }) })}
            >
              {name}
            </Button>
          ))}
        </div>
      </div>
      <div className={styles.model}>
        <SuggestField
          label="Model"
          value={draft.model}
          onChange={(model) => change({ model })}
          suggestions={offered.data ?? []}
          placeholder="qwen3:8b"
          hint={offered.data && offeredWords(offered.data.length)}
        />
        <Button
          icon={<ListRestart aria-hidden />}
          isDisabled={draft.baseUrl.trim() === '' || problem !== null}
          isPending={offered.isPending}
          onPress={() => offered.mutate()}
        >
          {offered.isPending ? 'Asking the server' : 'List its models'}
        </Button>
      </div>
      {offered.error && <FailureNote error={offered.error} />}
    </>
  );
}

const offeredWords = (count: number): string =>
  count === 0 ? 'The server does not say which models it has.' : `The server has ${count}.`;

function KeyFields({ draft, change, hasKey }: FieldsProps & { hasKey: boolean }) {
  const known = useQuery(queries.languageModels());
  const store = known.data?.keyStore;
  return (
    <>
      <TextField
        label="Key"
        value={draft.key}
        onChange={(key) => change({ key, forgetsKey: false })}
        isSecret
        maxLength={1000}
        placeholder={hasKey ? 'Leave empty to keep the one it has' : 'None, for most servers on this machine'}
        {...(store && { hint: `${keyStoreWords(store)} No key enters a project.` })}
      />
      {hasKey && store !== 'environment' && (
        <Checkbox isSelected={draft.forgetsKey} onChange={(forgetsKey) => change({ forgetsKey, key: '' })}>
          Forget the key
        </Checkbox>
      )}
      {(draft.key !== '' || hasKey) && keyIsReadable(draft.baseUrl) && (
        <Note kind="warn">This address is not encrypted: others in the network could read the key.</Note>
      )}
    </>
  );
}
