import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { queries } from '../api/queries.ts';
import { goTo } from '../app/ui-state.ts';
import { formatCount } from '../../src-shared/format/numbers.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { FailureNote, Note, Skeleton } from '../ui/states.tsx';
import { DRAWN_WORLD_NOTICE } from '../../src-shared/domain/run.ts';
import { DataSetCards } from './data-set-cards.tsx';
import styles from './dialogs.module.css';
import { DrawNumbers } from './draw-numbers.tsx';
import { countDrawn, drawRequest, usualChoice } from './draw-plan.ts';

/** Chooses a data set of the drawn world and how much of it to draw. */
export function DrawDialog({ dataSet, onClose }: { dataSet: string | null; onClose: () => void }) {
  const { data: dataSets, error } = useQuery(queries.dataSets());
  const [chosenId, setChosenId] = useState(dataSet);
  const [choice, setChoice] = useState(usualChoice);
  const chosen = dataSets?.find(({ id }) => id === chosenId) ?? dataSets?.[0];
  const total = chosen ? countDrawn(chosen, choice) : 0;
  const draw = useMutation({
    mutationFn: (id: string) => api.world.startDraw.mutate(drawRequest(id, choice)),
    onSuccess: () => {
      goTo('classes');
      onClose();
    },
  });
  return (
    <Dialog
      title="Draw a tutorial data set"
      onClose={onClose}
      width="wide"
      footnote={DRAWN_WORLD_NOTICE}
      actions={
        <Button
          look="primary"
          isDisabled={!chosen || total === 0 || draw.isPending}
          onPress={() => chosen && draw.mutate(chosen.id)}
        >
          {chosen ? `Draw ${formatCount(total)} images` : 'Draw'}
        </Button>
      }
    >
      <div className={styles.form}>
        {error && <FailureNote error={error} />}
        {chosen && dataSets ? (
          <DataSetCards dataSets={dataSets} value={chosen.id} onChange={setChosenId} />
        ) : (
          !error && <Skeleton height={180} />
        )}
        <DrawNumbers choice={choice} onChange={setChoice} />
        {choice.scope === 'everything' && choice.perClass.val === 0 && (
          <Note kind="warn">Without val images the last checkpoint of a run is used, not the best one.</Note>
        )}
        {draw.error && <FailureNote error={draw.error} />}
      </div>
    </Dialog>
  );
}
