import { useMutation, useQuery } from '@tanstack/react-query';
import { ArrowRight, Images, Search, Square, Vote } from 'lucide-react';
import { useRef } from 'react';
import { answersOf } from '../../../src-shared/api/answers-of.ts';
import type { SensePreviews } from '../../../src-shared/api/senses.ts';
import type { ClassSenses } from '../../../src-shared/domain/sense.ts';
import { isTerminal } from '../../../src-shared/domain/job.ts';
import { formatNoun } from '../../../src-shared/format/numbers.ts';
import { api } from '../../api/client.ts';
import { queries, queryClient } from '../../api/queries.ts';
import { goTo } from '../../app/ui-state.ts';
import { setFilter } from '../../prompts/store.ts';
import { Button } from '../../ui/button.tsx';
import { notifyFailure } from '../../ui/notifications.ts';
import { Note } from '../../ui/states.tsx';
import { findSenses, setCommonName } from './actions.ts';
import { AddSense } from './add-sense.tsx';
import { SenseRow } from './sense-row.tsx';
import { previewsBySense } from './shown-previews.ts';
import { SenseText } from './sense-text.tsx';
import styles from './senses.module.css';

const PREVIEWS_OF_A_SENSE = 4;

/** What the name of a class means: its senses, and what there is to decide between them. */
export function SensesPanel({ entry }: { entry: ClassSenses }) {
  const { classId, className, commonName, senses, vote } = entry;
  const previews = useQuery(queries.sensePreviews(classId));
  const shown = previewsBySense(senses, previews.data);
  return (
    <section className={styles.panel} aria-label={`Senses of ${className}`}>
      <header className={styles.header}>
        <span className={styles.called}>
          <span className={styles.faint}>People call it</span>
          <SenseText
            label={`Common name of ${className}`}
            value={commonName}
            placeholder={className}
            maxLength={200}
            onChange={(text) => void setCommonName(classId, text)}
          />
        </span>
        <PanelActions entry={entry} />
      </header>
      <Remarks entry={entry} />
      {senses.length > 0 && (
        <ul className={styles.list}>
          {senses.map((sense) => (
            <SenseRow key={sense.id} entry={entry} sense={sense} previews={shown.get(sense.id) ?? null} />
          ))}
        </ul>
      )}
      <AddSense classId={classId} name={className} />
      {vote && (
        <p className={styles.faint}>
          {formatNoun(vote.images, 'real train image')} voted by {vote.model}; 95 % intervals over images.
        </p>
      )}
    </section>
  );
}

function PanelActions({ entry }: { entry: ClassSenses }) {
  const { classId, className, senses, vote, realTrainImages } = entry;
  const { data: jobs } = useQuery(queries.jobs());
  const working = jobs?.some(({ kind, state }) => kind === 'senses' && !isTerminal(state)) ?? false;
  const { preview, stop } = usePreviews(classId);
  return (
    <span className={styles.actions}>
      {senses.length > 1 && realTrainImages > 0 && (
        <Button
          size="small"
          icon={<Vote aria-hidden />}
          isDisabled={working}
          onPress={() => void findSenses({ classIds: [classId], from: { kind: 'none' } })}
        >
          {voteWords(working, vote !== null)}
        </Button>
      )}
      {senses.length > 0 &&
        (preview.isPending ? (
          <Button size="small" icon={<Square aria-hidden />} onPress={stop}>
            Stop previews
          </Button>
        ) : (
          <Button size="small" icon={<Images aria-hidden />} onPress={() => preview.mutate()}>
            Generate previews
          </Button>
        ))}
      {senses.length === 0 && entry.lexiconSenses > 0 && (
        <Button
          size="small"
          look="primary"
          icon={<Search aria-hidden />}
          isDisabled={working}
          onPress={() => void findSenses({ classIds: [classId], from: { kind: 'built-in' } })}
        >
          {`Find senses of ${className}`}
        </Button>
      )}
    </span>
  );
}

/** Each sense's pictures are shown as they come; those made before it is stopped stay. */
function usePreviews(classId: number) {
  const control = useRef(new AbortController());
  const preview = useMutation({
    mutationFn: () => {
      control.current = new AbortController();
      const { queryKey } = queries.sensePreviews(classId);
      const show = (made: SensePreviews) =>
        queryClient.setQueryData<SensePreviews[]>(queryKey, (before = []) => [
          ...before.filter(({ senseId }) => senseId !== made.senseId),
          made,
        ]);
      return answersOf<SensePreviews>(
        (listener) => api.senses.preview.subscribe({ classId, count: PREVIEWS_OF_A_SENSE }, listener),
        control.current.signal,
        show,
      );
    },
    onError: notifyFailure,
  });
  return { preview, stop: () => control.current.abort() };
}

function voteWords(working: boolean, hasVote: boolean): string {
  if (working) return 'Voting …';
  return hasVote ? 'Vote again' : 'Let its images vote';
}

/** Below this, a bootstrap over the voting images promises more than it knows. */
const FEW_VOTERS = 5;

/** What is missing, doubtful or out of date. */
function Remarks({ entry }: { entry: ClassSenses }) {
  const { classId, commonName, senses, vote, pinned, realTrainImages, stalePrompts, lexiconSenses } = entry;
  return (
    <>
      {senses.length === 0 && (
        <p className={styles.faint}>
          {lexiconSenses > 0
            ? `The built-in lexicon knows ${lexiconSenses} senses of “${commonName}”.`
            : `The built-in lexicon knows “${commonName}” as one thing. Add senses here, or ask a language model with Find senses.`}
        </p>
      )}
      {senses.length > 1 && !pinned && realTrainImages === 0 && (
        <Note kind="info">
          The class has no real train image that could vote. Pin the sense that is meant.
        </Note>
      )}
      {vote?.doubt && !pinned && <Note kind="warn">{vote.doubt} Look at the images, then pin one.</Note>}
      {vote && !vote.outdated && vote.images < FEW_VOTERS && (
        <p className={styles.faint}>
          {vote.images === 1 ? 'Only one image' : `Only ${vote.images} images`} voted: the interval says how
          much they agree, not how well they stand for the class.
        </p>
      )}
      {vote?.outdated && (
        <Note kind="info">
          The senses or the train images changed since the vote. Let the images vote again.
        </Note>
      )}
      {stalePrompts > 0 && (
        <Note kind="warn">
          <span className={styles.stale}>
            {formatNoun(stalePrompts, 'prompt')} of this class {stalePrompts === 1 ? 'was' : 'were'} written
            with another phrase. Nothing is deleted.
            <Button
              size="small"
              look="quiet"
              icon={<ArrowRight aria-hidden />}
              onPress={() => {
                goTo('prompts');
                setFilter({ classId, mark: 'stale' });
              }}
            >
              Show stale prompts
            </Button>
          </span>
        </Note>
      )}
    </>
  );
}
