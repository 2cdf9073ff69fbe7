import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { classNameSchema, type ImageClass } from '../../src-shared/domain/image-class.ts';
import { api } from '../api/client.ts';
import { queries, queryClient } from '../api/queries.ts';
import { notifyFailure } from '../ui/notifications.ts';
import styles from './classes.module.css';

/** The name of a class while it is changed: Enter or leaving keeps it, Escape does not. */
export function RenameField({ imageClass, onDone }: { imageClass: ImageClass; onDone: () => void }) {
  const [name, setName] = useState(imageClass.name);
  const valid = classNameSchema.safeParse(name);
  const rename = useMutation({
    mutationFn: (chosen: string) => api.classes.rename.mutate({ classId: imageClass.id, name: chosen }),
    onMutate: (chosen) =>
      queryClient.setQueryData<ImageClass[]>(queries.classes().queryKey, (old) =>
        old?.map((each) => (each.id === imageClass.id ? { ...each, name: chosen } : each)),
      ),
    onError: notifyFailure,
    onSettled: () => queryClient.invalidateQueries({ queryKey: queries.classes().queryKey }),
  });
  const finish = (keep: boolean) => {
    if (keep && valid.success && valid.data !== imageClass.name) rename.mutate(valid.data);
    onDone();
  };
  return (
    <input
      className={styles.renameField}
      aria-label={`New name of ${imageClass.name}`}
      aria-invalid={!valid.success}
      value={name}
      maxLength={200}
      spellCheck={false}
      ref={(input) => input?.focus()}
      onFocus={(event) => event.target.select()}
      onChange={(event) => setName(event.target.value)}
      onBlur={() => finish(true)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') finish(true);
        if (event.key === 'Escape') finish(false);
      }}
    />
  );
}
