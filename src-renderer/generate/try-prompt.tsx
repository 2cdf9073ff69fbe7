import { useMutation, useQuery } from '@tanstack/react-query';
import { Dices, FlaskConical, ImageIcon, Square } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { answersOf } from '../../src-shared/api/answers-of.ts';
import type { PreviewImage, PreviewPrompt } from '../../src-shared/api/generation.ts';
import type { TextToImageModel } from '../../src-shared/domain/generation.ts';
import { api } from '../api/client.ts';
import { previewAddress } from '../api/addresses.ts';
import { queries } from '../api/queries.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { NumberField } from '../ui/number-field.tsx';
import { FailureNote } from '../ui/states.tsx';
import { TextField } from '../ui/text-field.tsx';
import { changeDraft, type Draft } from './draft.ts';
import styles from './generate.module.css';
import { LookInTheMaking } from './look-in-the-making.tsx';

/** What the host tells of a picture that belongs to no job. */
const NO_JOB = 0;

/** One picture from one prompt, with the sampling of the form; it goes into no set. */
export function TryPrompt(props: {
  draft: Draft;
  model: TextToImageModel;
  /** Whose first prompt is tried first; null where no class has any. */
  classId: number | null;
}) {
  const { draft, model, classId } = props;
  const first = useQuery({ ...queries.firstPrompt(classId ?? 0), enabled: classId !== null });
  const prompt = draft.triedPrompt ?? first.data ?? '';
  const { attempt, stop } = useAttempt();
  const attemptIt = () =>
    attempt.mutate({ modelId: model.id, prompt, sampling: draft.sampling, seed: draft.triedSeed });
  return (
    <section className={styles.try} aria-label="Try one prompt">
      <h2>Try one prompt</h2>
      <div className={styles.tryImage} aria-busy={attempt.isPending}>
        {attempt.isPending ? (
          <LookInTheMaking jobId={NO_JOB} />
        ) : attempt.data ? (
          <img src={previewAddress(attempt.data.previewId)} alt={`Generated from “${prompt}”`} />
        ) : (
          <span className={styles.noImage}>
            <ImageIcon aria-hidden />
          </span>
        )}
      </div>
      <form
        className={styles.tryForm}
        onSubmit={(event) => {
          event.preventDefault();
          if (!attempt.isPending) attemptIt();
        }}
      >
        <TextField
          label="Prompt"
          value={prompt}
          onChange={(triedPrompt) => changeDraft({ triedPrompt })}
          maxLength={1000}
        />
        <div className={styles.trySeed}>
          <NumberField
            label="Its seed"
            value={draft.triedSeed}
            onChange={(triedSeed) => changeDraft({ triedSeed })}
            min={0}
            max={4_294_967_295}
          />
          <IconButton
            label="Another seed"
            icon={<Dices />}
            onPress={() => changeDraft({ triedSeed: Math.floor(Math.random() * 4_294_967_296) })}
          />
          {attempt.isPending ? (
            <Button icon={<Square aria-hidden />} onPress={stop}>
              Stop
            </Button>
          ) : (
            <Button type="submit" icon={<FlaskConical aria-hidden />}>
              Try it
            </Button>
          )}
        </div>
      </form>
      {attempt.error && <FailureNote error={attempt.error} />}
      {attempt.data && <TokenWords {...attempt.data} most={model.maxTokens} />}
    </section>
  );
}

/** Makes a picture at a time, until it is stopped or nobody would see it any more. */
function useAttempt() {
  const control = useRef(new AbortController());
  const stop = () => control.current.abort();
  useEffect(() => () => control.current.abort(), []);
  const attempt = useMutation({
    mutationFn: async (request: PreviewPrompt): Promise<PreviewImage | null> => {
      control.current = new AbortController();
      const [picture = null] = await answersOf<PreviewImage>(
        (listener) => api.generation.preview.subscribe(request, listener),
        control.current.signal,
      );
      return picture;
    },
  });
  return { attempt, stop };
}

function TokenWords({ tokens, unseen, most }: { tokens: number; unseen: string; most: number }) {
  return (
    <output className={styles.soft}>
      {unseen === ''
        ? `${tokens} of ${most} tokens.`
        : `Cut off at ${most} tokens. The model did not see “${unseen}”.`}
    </output>
  );
}
