import { useMutation } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { architectureSchema, type PretrainedNetwork } from '../../../src-shared/domain/training.ts';
import { networkFacts } from '../../../src-shared/format/model-facts.ts';
import { Button } from '../../ui/button.tsx';
import { ModelFacts } from '../../ui/model-facts.tsx';
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
  const shownArchitecture = kind.success ? architectureNames[kind.data] : network.architecture;
  const size = `${network.imageSize} × ${network.imageSize} px`;
  const notes = [
    ...network.notes,
    ...(imageSize === network.imageSize
      ? []
      : [`It was trained on pictures of ${size}; other sizes may cost accuracy.`]),
  ];
  return (
    <div className={styles.network}>
      <ModelFacts license={network.license} facts={networkFacts(network, shownArchitecture)} />
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
