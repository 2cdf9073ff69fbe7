import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { InstructionName, Instructions } from '../../../src-shared/api/diversification.ts';
import { isOlderWording } from '../../../src-shared/prompts/older-wording.ts';
import { api } from '../../api/client.ts';
import { queries, queryClient } from '../../api/queries.ts';
import { openDialog } from '../../app/dialogs.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Segments } from '../../ui/segments.tsx';
import { FailureNote, Note, Skeleton } from '../../ui/states.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import styles from './write.module.css';

const names = {
  prompts: 'Prompts',
  contexts: 'Contexts',
  styles: 'Styles',
  senses: 'Senses',
} as const satisfies Record<InstructionName, string>;
const order = ['prompts', 'contexts', 'styles', 'senses'] as const;

/** What language models are told, in this project's words or the built-in ones. */
export function InstructionsDialog() {
  const back = () => openDialog({ kind: 'write-prompts' });
  const { data, error } = useQuery(queries.promptInstructions());
  if (data) return <LoadedDialog {...data} onClose={back} />;
  return (
    <Dialog title="What the model is told" width="wide" onClose={back}>
      {error ? <FailureNote error={error} /> : <Skeleton height={320} />}
    </Dialog>
  );
}

function LoadedDialog(props: {
  current: Instructions;
  builtIn: Readonly<Record<InstructionName, string>>;
  /** Of the built-in wordings. */
  version: number;
  onClose: () => void;
}) {
  const { builtIn, version } = props;
  const [shown, setShown] = useState<InstructionName>('prompts');
  const [draft, setDraft] = useState(props.current);
  const save = useMutation({
    // Whoever saves has been told of a newer wording.
    mutationFn: () => api.diversification.setInstructions.mutate({ ...draft, version }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: queries.promptInstructions().queryKey });
      props.onClose();
    },
  });
  const change = (text: string | null) =>
    setDraft({ ...draft, [shown]: text === builtIn[shown] ? null : text });
  return (
    <Dialog
      title="What the model is told"
      width="wide"
      onClose={props.onClose}
      footnote={draft[shown] === null ? 'The built-in wording.' : 'The wording of this project.'}
      actions={
        <>
          <Button isDisabled={draft[shown] === null} onPress={() => change(null)}>
            Reset to built-in
          </Button>
          <Button look="primary" isDisabled={save.isPending} onPress={() => save.mutate()}>
            Save
          </Button>
        </>
      }
    >
      <div className={styles.instructions}>
        <Segments
          label="Instruction"
          value={shown}
          onChange={setShown}
          segments={order.map((value) => ({ value, label: names[value] }))}
        />
        {save.error && <FailureNote error={save.error} />}
        {isOlderWording(draft, shown, version) && (
          <Note kind="info">
            The built-in wording has changed since this one was made from it. Reset to built-in shows it; Save
            keeps what stands here.
          </Note>
        )}
        <TextArea
          label={`Instruction for ${names[shown].toLowerCase()}`}
          rows={18}
          value={draft[shown] ?? builtIn[shown]}
          onChange={change}
          hint="Words in braces are places that are filled in for each request."
        />
      </div>
    </Dialog>
  );
}
