import { useMutation } from '@tanstack/react-query';
import { Scale } from 'lucide-react';
import { api } from '../../api/client.ts';
import { architectureSchema, type PretrainedNetwork } from '../../../src-shared/domain/training.ts';
import { formatBytes, formatMillions, formatNoun } from '../../../src-shared/format/numbers.ts';
import { Button } from '../../ui/button.tsx';
import { notifyFailure } from '../../ui/notifications.ts';
import { Note } from '../../ui/states.tsx';
import { changeSettings, useDraft, withNetwork } from '../draft.ts';
import { architectureNames } from './setting-names.ts';
import styles from './settings.module.css';

/** What a pretrained network is, under which licence, and what becomes of it in training. */
export function NetworkFacts({ network }: { network: PretrainedNetwork }) {
  const imageSize = useDraft((draft) => draft.settings.imageSize);
  if (network.problem !== null) {
    return (
      <Note kind="failed">
        <p>{network.problem}</p>
        {!network.bundled && <Forget network={network} />}
      </Note>
    );
  }
  const kind = architectureSchema.safeParse(network.architecture);
  const size = `${network.imageSize} × ${network.imageSize} px`;
  const notes = [
    ...network.notes,
    ...(imageSize === network.imageSize
      ? []
      : [`It was trained on pictures of ${size}; other sizes may cost accuracy.`]),
  ];
  return (
    <div className={styles.network}>
      <p className={styles.facts}>
        <span>{kind.success ? architectureNames[kind.data] : network.architecture}</span>
        <span>{formatMillions(network.parameters)} parameters before its last layer</span>
        <span>
          trained on {formatNoun(network.classes, 'class', 'classes')} at {size}
        </span>
        <span>{formatBytes(network.bytes)}</span>
        <span className={styles.licence}>
          <Scale aria-hidden /> {network.license}
        </span>
      </p>
      <ul className={styles.notes} aria-label="What becomes of it in training">
        {notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
      {!network.bundled && <Forget network={network} />}
    </div>
  );
}

function Forget({ network }: { network: PretrainedNetwork }) {
  const forget = useMutation({
    mutationFn: () => api.training.forgetPretrained.mutate({ modelId: network.id }),
    onSuccess: () => changeSettings(withNetwork(useDraft.getState().settings, null)),
    onError: notifyFailure,
  });
  return (
    <div>
      <Button size="small" isDisabled={forget.isPending} onPress={() => forget.mutate()}>
        Take it off the list
      </Button>
    </div>
  );
}
