import { useMutation } from '@tanstack/react-query';
import { KeyRound, Pencil, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { ConnectionCheck } from '../../src-shared/api/language-models.ts';
import type { LanguageModelConnection } from '../../src-shared/domain/language-model.ts';
import { formatCount } from '../../src-shared/format/numbers.ts';
import { api } from '../api/client.ts';
import { queries, queryClient } from '../api/queries.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { Confirm } from '../ui/confirm.tsx';
import { notifyFailure } from '../ui/notifications.ts';
import { Row } from '../ui/row-list.tsx';
import { Badge, FailureNote, Note } from '../ui/states.tsx';
import styles from './language-models.module.css';

/** One connection: where it leads, what a check said, and what can be done with it. */
export function ConnectionRow(props: {
  known: LanguageModelConnection;
  /** Of a model folder; its id where the folder is not listed any more. */
  folderName: string | null;
  onEdit: () => void;
}) {
  const { known } = props;
  const [removing, setRemoving] = useState(false);
  const check = useMutation({
    mutationFn: () => api.languageModels.check.mutate({ connectionId: known.id }),
  });
  const makeUsual = useMutation({
    mutationFn: () =>
      api.languageModels.save.mutate({
        connectionId: known.id,
        name: known.name,
        connection: known.connection,
        usual: true,
      }),
    onSuccess: readAgain,
    onError: notifyFailure,
  });
  return (
    <Row>
      <div className={styles.head}>
        <h3 className={styles.name}>
          {known.name} {known.usual && <Badge look="accent">used where none is named</Badge>}
        </h3>
        <div className={styles.actions}>
          {!known.usual && (
            <Button size="small" look="quiet" onPress={() => makeUsual.mutate()}>
              Use by default
            </Button>
          )}
          <Button size="small" isPending={check.isPending} onPress={() => check.mutate()}>
            {check.isPending ? 'Asking' : 'Check'}
          </Button>
          {known.connection.kind === 'http' && (
            <IconButton
              label={`Change ${known.name}`}
              icon={<Pencil />}
              size="small"
              onPress={props.onEdit}
            />
          )}
          <IconButton
            label={`Remove ${known.name}`}
            icon={<Trash2 />}
            size="small"
            onPress={() => setRemoving(true)}
          />
        </div>
      </div>
      <Facts known={known} folderName={props.folderName} />
      {check.data && <CheckResult check={check.data} />}
      {check.error && <FailureNote error={check.error} />}
      {removing && <RemoveConnection known={known} onClose={() => setRemoving(false)} />}
    </Row>
  );
}

function Facts({ known, folderName }: { known: LanguageModelConnection; folderName: string | null }) {
  const { connection } = known;
  if (connection.kind === 'in-process') {
    return (
      <p className={styles.facts}>
        <span>{folderName ?? connection.modelId}</span>
        <span>a model folder, run by this program</span>
      </p>
    );
  }
  return (
    <p className={styles.facts}>
      <span>{connection.model}</span>
      <span>{connection.baseUrl}</span>
      <span>{connection.concurrency} at once</span>
      {known.hasKey && (
        <span className={styles.key}>
          <KeyRound aria-hidden /> with a key
        </span>
      )}
    </p>
  );
}

function CheckResult({ check }: { check: ConnectionCheck }) {
  return (
    <Note kind={check.works ? 'good' : 'failed'}>
      <p>{check.works ? `It works, in ${check.seconds.toFixed(1)} s. ${check.detail}` : check.detail}</p>
      {check.structured === false && (
        <p>It keeps to no JSON schema by itself; its answers are read tolerantly.</p>
      )}
      {check.models.length > 0 && (
        <p>
          The server has {formatCount(check.models.length)}: {check.models.slice(0, 12).join(', ')}
          {check.models.length > 12 && ' …'}
        </p>
      )}
    </Note>
  );
}

function RemoveConnection({ known, onClose }: { known: LanguageModelConnection; onClose: () => void }) {
  const remove = useMutation({
    mutationFn: () => api.languageModels.remove.mutate({ connectionId: known.id }),
    onSuccess: async () => {
      await readAgain();
      onClose();
    },
    onError: notifyFailure,
  });
  return (
    <Confirm
      title={`Remove ${known.name}?`}
      action="Remove"
      busy={remove.isPending}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    >
      <p>
        {known.connection.kind === 'http'
          ? 'Its key is forgotten as well. Prompts that it wrote stay.'
          : 'The folder stays where it is. Prompts that it wrote stay.'}
      </p>
    </Confirm>
  );
}

const readAgain = (): Promise<void> =>
  queryClient.invalidateQueries({ queryKey: queries.languageModels().queryKey });
