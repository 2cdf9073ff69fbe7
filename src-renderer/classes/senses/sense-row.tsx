import { Pin, Trash2 } from 'lucide-react';
import type { ClassSenses, Sense, SenseSource } from '../../../src-shared/domain/sense.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { cx } from '../../ui/class-names.ts';
import { Badge } from '../../ui/states.tsx';
import { editSense, pinSense, removeSense, senseProblem } from './actions.ts';
import { Pictures } from './pictures.tsx';
import { SenseText } from './sense-text.tsx';
import styles from './senses.module.css';
import { VoteBar } from './vote-bar.tsx';

const sourceNames: Readonly<Record<SenseSource, string>> = {
  'language-model': 'language model',
  lexicon: 'built-in lexicon',
  person: 'added by hand',
};

/** One sense of a class: what prompts would say, how the images voted, what they show and what its phrase generates. */
export function SenseRow(props: { entry: ClassSenses; sense: Sense; previews: readonly string[] | null }) {
  const { entry, sense, previews } = props;
  const { classId, vote, pinned } = entry;
  const { id, phrase, gloss, source } = sense;
  const share = vote?.shares.find(({ senseId }) => senseId === id);
  const isPinned = pinned?.senseId === id;
  const isProposed = vote?.proposed === id;
  return (
    <li className={cx(styles.sense, isPinned && styles.pinned)}>
      <div className={styles.pin}>
        <Button
          size="small"
          look={isPinned ? 'primary' : 'plain'}
          icon={<Pin aria-hidden />}
          aria-pressed={isPinned}
          aria-label={isPinned ? `Unpin “${phrase}”` : `Pin “${phrase}”`}
          onPress={() => void pinSense(classId, isPinned ? null : id)}
        >
          {isPinned ? 'Pinned' : 'Pin'}
        </Button>
      </div>
      <div className={styles.words}>
        <SenseText
          strong
          label="Phrase"
          value={phrase}
          placeholder="What prompts say"
          maxLength={700}
          problemOf={senseProblem}
          onChange={(text) => void editSense(id, text, gloss)}
        />
        <SenseText
          label={`Meaning of “${phrase}”`}
          value={gloss}
          placeholder="what it means …"
          maxLength={500}
          onChange={(text) => void editSense(id, phrase, text)}
        />
        <span className={styles.badges}>
          <span className={styles.faint}>{sourceNames[source]}</span>
          {isProposed && <Badge look="accent">proposed by the images</Badge>}
          {isPinned && pinned.by === 'vote' && <Badge>pinned by the vote</Badge>}
        </span>
      </div>
      <div className={styles.evidence}>
        {vote && share && (
          <VoteBar share={share} images={vote.images} isProposed={isProposed} isOutdated={vote.outdated} />
        )}
        <Pictures phrase={phrase} examples={share?.examples ?? null} previews={previews} />
      </div>
      <IconButton
        size="small"
        label={`Remove the sense “${phrase}”`}
        icon={<Trash2 />}
        onPress={() => void removeSense(classId, sense, isPinned)}
      />
    </li>
  );
}
