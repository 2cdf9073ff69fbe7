import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { ImageClass } from '../../src-shared/domain/image-class.ts';
import { promptTextSchema } from '../../src-shared/domain/prompt.ts';
import { api } from '../api/client.ts';
import { queries, queryClient } from '../api/queries.ts';
import { notifyFailure } from '../ui/notifications.ts';
import styles from './classes.module.css';

/** What prompts call a class, while it is changed: Enter or leaving keeps it, Escape does not; nothing means its name. */
export function PhraseField({ imageClass, onDone }: { imageClass: ImageClass; onDone: () => void }) {
  const { id: classId, name } = imageClass;
  const [text, setText] = useState(imageClass.phrase ?? '');
  const valid = text.trim() === '' || promptTextSchema.safeParse(text).success;
  const change = useMutation({
    mutationFn: (phrase: string | null) => api.prompts.setPhrase.mutate({ classId, phrase }),
    onMutate: (phrase) =>
      queryClient.setQueryData<ImageClass[]>(queries.classes().queryKey, (old) =>
        old?.map((each) => (each.id === classId ? { ...each, phrase } : each)),
      ),
    onError: notifyFailure,
    onSettled: () => queryClient.invalidateQueries({ queryKey: queries.classes().queryKey }),
  });
  const finish = (keep: boolean) => {
    const written = text.trim();
    const phrase = written === '' || written === name ? null : written;
    if (keep && valid && phrase !== imageClass.phrase) change.mutate(phrase);
    onDone();
  };
  return (
    <input
      className={styles.phraseField}
      aria-label={`What prompts call ${name}`}
      aria-invalid={!valid}
      placeholder={`${name}, the …`}
      value={text}
      maxLength={700}
      spellCheck={false}
      ref={(input) => input?.focus()}
      onFocus={(event) => event.target.select()}
      onChange={(event) => setText(event.target.value)}
      onBlur={() => finish(true)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') finish(true);
        if (event.key === 'Escape') finish(false);
      }}
    />
  );
}
