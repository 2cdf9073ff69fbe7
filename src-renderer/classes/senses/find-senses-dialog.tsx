import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { FindSenses } from '../../../src-shared/api/senses.ts';
import type { ClipModel } from '../../../src-shared/domain/score.ts';
import { formatNoun } from '../../../src-shared/format/numbers.ts';
import { api } from '../../api/client.ts';
import { queries } from '../../api/queries.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { NumberField } from '../../ui/number-field.tsx';
import { Select } from '../../ui/select.tsx';
import { FailureNote, Note } from '../../ui/states.tsx';
import styles from './senses.module.css';

const BUILT_IN = 'built-in';
const ONLY_VOTE = 'none';
/** Values of the CLIP choice that are no model. */
const FITTING = '';
const NO_VOTE = 'no vote';

/** Where senses come from, who decides, and what happens with clear votes; then one job for all classes. */
export function FindSensesDialog({ onClose }: { onClose: () => void }) {
  const [source, setSource] = useState<string>(BUILT_IN);
  const [clip, setClip] = useState<string>(FITTING);
  const [images, setImages] = useState(50);
  const [pinClear, setPinClear] = useState(true);
  const senses = useQuery(queries.senses());
  const entries = senses.data ?? [];
  const connections = useQuery(queries.languageModels()).data?.connections ?? [];
  const clips = useQuery(queries.clipModels()).data;
  const usable = clips?.filter(({ problem }) => problem === null) ?? [];
  const find = useMutation({
    mutationFn: () => api.senses.find.mutate(requestOf({ source, clip, images, pinClear })),
    onSuccess: onClose,
  });
  const known = entries.filter(({ lexiconSenses }) => lexiconSenses > 0).length;
  const without = entries.filter(({ realTrainImages }) => realTrainImages === 0).length;
  return (
    <Dialog
      title="Find senses"
      onClose={onClose}
      footnote={
        source === BUILT_IN
          ? `The lexicon knows ${formatNoun(known, 'class name')} of ${entries.length} as ambiguous.`
          : formatNoun(entries.length, 'class', 'classes')
      }
      actions={
        <Button look="primary" isDisabled={find.isPending || !senses.data} onPress={() => find.mutate()}>
          {source === ONLY_VOTE ? 'Vote' : 'Find senses'}
        </Button>
      }
    >
      <div className={styles.form}>
        <Select
          label="Senses come from"
          value={source}
          onChange={setSource}
          options={[
            { value: BUILT_IN, label: 'Built-in lexicon' },
            ...connections.map(({ id, name }) => ({ value: id, label: name, hint: 'language model' })),
            { value: ONLY_VOTE, label: 'Nowhere: vote on those that are there' },
          ]}
          {...(connections.length === 0
            ? { hint: 'Language models are added in Settings; they know more names.' }
            : {})}
        />
        <Select
          label="CLIP that decides"
          value={clip}
          onChange={setClip}
          options={[
            { value: FITTING, label: 'The one that fits the images' },
            ...usable.map(({ id, name }) => ({ value: id, label: name })),
            { value: NO_VOTE, label: 'None: do not vote' },
          ]}
          hint="Each class's real train images vote for the sense whose phrase they fit best."
        />
        <NumberField
          label="Images of a class that vote at most"
          value={images}
          onChange={setImages}
          min={1}
          max={200}
        />
        <Checkbox
          isSelected={pinClear}
          onChange={setPinClear}
          isDisabled={clip === NO_VOTE}
          hint="Pins and phrases by hand stay."
        >
          Pin the winner of a clear vote
        </Checkbox>
        {clips && <ClipNote usable={usable} />}
        {without > 0 && clip !== NO_VOTE && (
          <Note kind="info">
            {formatNoun(without, 'class', 'classes')} without real train images cannot vote: pin their senses
            yourself.
          </Note>
        )}
        {(find.error ?? senses.error) && <FailureNote error={find.error ?? senses.error} />}
      </div>
    </Dialog>
  );
}

function ClipNote({ usable }: { usable: readonly ClipModel[] }) {
  if (usable.length === 0) {
    return <Note kind="warn">No CLIP model can vote. Add one on the Models screen.</Note>;
  }
  if (usable.every(({ vocabulary }) => vocabulary === 'drawn-world')) {
    return (
      <Note kind="info">
        The only CLIP here knows the drawn world. Photographs do not vote until you add another on the Models
        screen.
      </Note>
    );
  }
  return null;
}

function requestOf(chosen: { source: string; clip: string; images: number; pinClear: boolean }): FindSenses {
  const { source, clip, images, pinClear } = chosen;
  return {
    from:
      source === BUILT_IN || source === ONLY_VOTE
        ? { kind: source }
        : { kind: 'language-model', connectionId: source },
    images,
    pinClear: pinClear && clip !== NO_VOTE,
    ...(clip === FITTING ? {} : { clipModelId: clip === NO_VOTE ? null : clip }),
  };
}
