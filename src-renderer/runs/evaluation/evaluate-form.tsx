import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Split } from '../../../src-shared/domain/image-set.ts';
import { isTerminal } from '../../../src-shared/domain/job.ts';
import type { Run } from '../../../src-shared/domain/run.ts';
import { formatNoun } from '../../../src-shared/format/numbers.ts';
import { api } from '../../api/client.ts';
import { queries } from '../../api/queries.ts';
import { describeProgress } from '../../jobs/describe.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { NumberField } from '../../ui/number-field.tsx';
import { notifyFailure } from '../../ui/notifications.ts';
import { Select } from '../../ui/select.tsx';
import { Note } from '../../ui/states.tsx';
import styles from './evaluation.module.css';
import {
  type EvaluationDraft,
  firstDraft,
  imagesOf,
  measuresFeatures,
  openingWords,
  requestOf,
} from './request.ts';

const splits: readonly { value: Split; label: string }[] = [
  { value: 'val', label: 'Validation' },
  { value: 'test', label: 'Test (sealed)' },
  { value: 'train', label: 'Train' },
];

/** Measures a finished run on any set; `onStart` hears what the evaluation will be called. */
export function EvaluateForm({ run, onStart }: { run: Run; onStart: (name: string) => void }) {
  const { data: sets = [] } = useQuery(queries.sets());
  const [draft, setDraft] = useState<EvaluationDraft>(() => firstDraft(run.realSetId));
  const change = (changes: Partial<EvaluationDraft>) => setDraft({ ...draft, ...changes });
  const set = sets.find(({ id }) => id === draft.setId);
  const images = imagesOf(set, draft.split);
  const opening = openingWords(set, draft.split);
  const start = useMutation({
    mutationFn: () => api.evaluation.start.mutate(requestOf(run.id, draft)),
    onSuccess: ({ name }) => onStart(name),
    onError: notifyFailure,
  });
  const { data: jobs } = useQuery(queries.jobs());
  const job = jobs?.find(({ id }) => id === start.data?.jobId);
  const isMeasuring = job !== undefined && !isTerminal(job.state);
  return (
    <section className={styles.form} aria-label="Evaluate on request">
      <h3 className={styles.subtitle}>Evaluate on request</h3>
      <Select
        label="Set"
        value={draft.setId}
        onChange={(setId) => change({ setId })}
        options={sets.map(({ id, name }) => ({ value: id, label: name }))}
      />
      {set?.role === 'real' && (
        <Select
          label="Split"
          value={draft.split}
          onChange={(split) => change({ split })}
          options={splits.map((split) => ({ ...split, hint: String(imagesOf(set, split.value)) }))}
        />
      )}
      <Measures draft={draft} onChange={change} />
      {opening !== null && <p className={styles.soft}>{opening}</p>}
      <Button isDisabled={images === 0 || start.isPending || isMeasuring} onPress={() => start.mutate()}>
        Evaluate {formatNoun(images, 'image')}
      </Button>
      {job && isMeasuring && <p className={styles.soft}>{describeProgress(job).join(' · ')}</p>}
      {job?.state.status === 'failed' && (
        <Note kind="failed">
          {job.state.error.message} {job.state.error.advice}
        </Note>
      )}
    </section>
  );
}

interface MeasuresProps {
  draft: EvaluationDraft;
  onChange: (changes: Partial<EvaluationDraft>) => void;
}

function Measures({ draft, onChange }: MeasuresProps) {
  return (
    <>
      <Checkbox
        isSelected={draft.corruptions}
        onChange={(corruptions) => onChange({ corruptions })}
        hint="41 times the work"
      >
        Corruptions
      </Checkbox>
      <Checkbox isSelected={draft.neighbors} onChange={(neighbors) => onChange({ neighbors })}>
        Nearest neighbours
      </Checkbox>
      {draft.neighbors && (
        <NumberField
          label="Neighbours that vote"
          hint="By cosine, weighted by exp(cosine / 0.07) as in DINO"
          value={draft.k}
          min={1}
          max={1000}
          onChange={(k) => onChange({ k })}
        />
      )}
      <Checkbox isSelected={draft.linearProbe} onChange={(linearProbe) => onChange({ linearProbe })}>
        Linear probe
      </Checkbox>
      <Checkbox isSelected={draft.leep} onChange={(leep) => onChange({ leep })} hint="how well it transfers">
        LEEP
      </Checkbox>
      {measuresFeatures(draft) && <BesideNetwork draft={draft} onChange={onChange} />}
    </>
  );
}

const NONE = '';

function BesideNetwork({ draft, onChange }: MeasuresProps) {
  const { data: networks = [] } = useQuery(queries.pretrained());
  const usable = networks.filter(({ problem }) => problem === null);
  return (
    <Select
      label="Beside it, features of"
      value={draft.networkId ?? NONE}
      onChange={(id) => onChange({ networkId: id === NONE ? null : id })}
      options={[
        { value: NONE, label: draft.leep ? 'The network that it started from' : 'No other network' },
        ...usable.map(({ id, name }) => ({ value: id, label: name })),
      ]}
    />
  );
}
