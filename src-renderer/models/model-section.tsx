import { type UseQueryResult, useMutation } from '@tanstack/react-query';
import { FolderPlus } from 'lucide-react';
import { type ComponentType, useState } from 'react';
import { Button } from '../ui/button.tsx';
import { Confirm } from '../ui/confirm.tsx';
import { ModelFacts } from '../ui/model-facts.tsx';
import { notifyFailure } from '../ui/notifications.ts';
import { Section } from '../ui/page.tsx';
import { Row, RowList } from '../ui/row-list.tsx';
import { Badge, FailureNote, Note, Skeleton } from '../ui/states.tsx';
import type { ModelEntry } from './model-entries.ts';
import styles from './models.module.css';

/** The models of one kind, and a way to add and forget them. */
export function ModelSection(props: {
  title: string;
  hint: string;
  /** What may be added where there is none. */
  none: string;
  models: UseQueryResult<readonly ModelEntry[]>;
  addLabel: string;
  AddDialog: ComponentType<{ onClose: () => void }>;
  forget: (modelId: string) => Promise<void>;
}) {
  const [adding, setAdding] = useState(false);
  const { AddDialog } = props;
  const { data, error } = props.models;
  return (
    <Section
      title={props.title}
      hint={props.hint}
      actions={
        <Button size="small" look="quiet" icon={<FolderPlus aria-hidden />} onPress={() => setAdding(true)}>
          {props.addLabel}
        </Button>
      }
    >
      {error ? (
        <FailureNote error={error} />
      ) : !data ? (
        <Skeleton height={72} />
      ) : data.length === 0 ? (
        <Note kind="info">{props.none}</Note>
      ) : (
        <RowList>
          {data.map((model) => (
            <Model key={model.id} model={model} forget={props.forget} />
          ))}
        </RowList>
      )}
      {adding && <AddDialog onClose={() => setAdding(false)} />}
    </Section>
  );
}

function Model({ model, forget }: { model: ModelEntry; forget: (modelId: string) => Promise<void> }) {
  return (
    <Row>
      <div className={styles.head}>
        <h3 className={styles.name}>{model.name}</h3>
        {model.bundled ? <Badge>built in</Badge> : <Forget model={model} forget={forget} />}
      </div>
      {model.problem === null ? (
        <>
          <ModelFacts license={model.license} facts={model.facts} />
          {model.notes.map((note) => (
            <p key={note} className={styles.note}>
              {note}
            </p>
          ))}
        </>
      ) : (
        <Note kind="failed">{model.problem}</Note>
      )}
    </Row>
  );
}

function Forget({ model, forget }: { model: ModelEntry; forget: (modelId: string) => Promise<void> }) {
  const [asking, setAsking] = useState(false);
  const forgetting = useMutation({ mutationFn: () => forget(model.id), onError: notifyFailure });
  return (
    <>
      <Button
        size="small"
        look="quiet"
        aria-label={`Take ${model.name} off the list`}
        onPress={() => setAsking(true)}
      >
        Take off the list
      </Button>
      {asking && (
        <Confirm
          title={`Take “${model.name}” off the list?`}
          action="Take it off the list"
          busy={forgetting.isPending}
          onConfirm={() => forgetting.mutate()}
          onClose={() => setAsking(false)}
        >
          Its files stay where they are, and what was made with it stays in the projects. It can be added
          again.
        </Confirm>
      )}
    </>
  );
}
