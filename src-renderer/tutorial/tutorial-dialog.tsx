import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { DRAWN_WORLD_NOTICE } from '../../src-shared/domain/run.ts';
import { tutorialSettingsSchema } from '../../src-shared/domain/tutorial.ts';
import { formatCount } from '../../src-shared/format/numbers.ts';
import { api } from '../api/client.ts';
import { queries } from '../api/queries.ts';
import { goTo } from '../app/ui-state.ts';
import { DataSetCards } from '../home/data-set-cards.tsx';
import dialogs from '../home/dialogs.module.css';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { FailureNote, Skeleton } from '../ui/states.tsx';
import styles from './tutorial.module.css';

/** Chooses the data set that is taken through the whole job. */
export function TutorialDialog({ onClose }: { onClose: () => void }) {
  const { data: dataSets, error } = useQuery(queries.dataSets());
  const [chosenId, setChosenId] = useState<string | null>(null);
  const chosen = dataSets?.find(({ id }) => id === chosenId) ?? dataSets?.[0];
  const start = useMutation({
    mutationFn: (dataSet: string) => api.tutorial.start.mutate({ dataSet }),
    onSuccess: () => {
      goTo('classes');
      onClose();
    },
  });
  return (
    <Dialog
      title="Run the whole job on a drawn world"
      onClose={onClose}
      width="wide"
      footnote={DRAWN_WORLD_NOTICE}
      actions={
        <Button
          look="primary"
          isDisabled={!chosen || start.isPending}
          onPress={() => chosen && start.mutate(chosen.id)}
        >
          Run the tutorial
        </Button>
      }
    >
      <div className={dialogs.form}>
        {error && <FailureNote error={error} />}
        {chosen && dataSets ? (
          <>
            <DataSetCards dataSets={dataSets} value={chosen.id} onChange={setChosenId} />
            <Plan dataSet={chosen.id} classes={chosen.classes.length} />
          </>
        ) : (
          !error && <Skeleton height={320} />
        )}
        {start.error && <FailureNote error={start.error} />}
      </div>
    </Dialog>
  );
}

function Plan({ dataSet, classes }: { dataSet: string; classes: number }) {
  const { perClass, stylizedShare, training } = tutorialSettingsSchema.parse({ dataSet });
  const real = classes * (perClass.train + perClass.val + perClass.test);
  return (
    <ol className={styles.plan}>
      <li>Draw {formatCount(real)} real images, and test sets in other styles.</li>
      <li>
        Write {formatCount(classes * perClass.prompts)} prompts by the built-in grammar, {stylizedShare * 100}{' '}
        % of them stylized.
      </li>
      <li>Generate {formatCount(classes * perClass.generated)} images with the starter pack.</li>
      <li>Score them with the starter CLIP.</li>
      <li>Keep those whose own class is more likely than chance.</li>
      <li>
        Train on real, on synthetic, and on both, {formatCount(training.steps)} steps each, and compare. About
        ten minutes on two cores.
      </li>
    </ol>
  );
}
