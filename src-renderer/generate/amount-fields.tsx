import { Checkbox } from '../ui/checkbox.tsx';
import { NumberField } from '../ui/number-field.tsx';
import { Section } from '../ui/page.tsx';
import { Segments } from '../ui/segments.tsx';
import { TextField } from '../ui/text-field.tsx';
import { type AmountKind, changeDraft, type Draft } from './draft.ts';
import styles from './generate.module.css';

const kinds: readonly { value: AmountKind; label: string }[] = [
  { value: 'per-class', label: 'For each class' },
  { value: 'per-prompt', label: 'For each prompt' },
  { value: 'top-up', label: 'Top up' },
];

const words: Readonly<Record<AmountKind, string>> = {
  'per-class': 'Spread evenly over the prompts of a class.',
  'per-prompt': 'Classes with more prompts get more images.',
  'top-up': 'Makes what is missing. A rejected image is tried again with its own prompt and a new seed.',
};

/** How many images, and into which set. */
export function AmountFields({ draft }: { draft: Draft }) {
  return (
    <Section title="Amount" hint={words[draft.amountKind]}>
      <div className={styles.amount}>
        <Segments
          label="Amount"
          segments={kinds}
          value={draft.amountKind}
          onChange={(amountKind) => changeDraft({ amountKind })}
        />
      </div>
      {draft.amountKind === 'top-up' && (
        <Checkbox
          isSelected={draft.wantedOfEach}
          onChange={(wantedOfEach) => changeDraft({ wantedOfEach })}
          hint="As said on Classes; where nothing is, as many as the set has places."
        >
          What is wanted of each class
        </Checkbox>
      )}
      <div className={styles.fields}>
        <AmountNumber draft={draft} />
        {draft.amountKind === 'top-up' && (
          <NumberField
            label="Attempts at a place"
            value={draft.maxAttempts}
            onChange={(maxAttempts) => changeDraft({ maxAttempts })}
            min={1}
            max={20}
            hint="Then it stays empty: some prompts never please."
          />
        )}
        <TextField
          label="Set"
          value={draft.setName}
          onChange={(setName) => changeDraft({ setName })}
          hint="A synthetic set; made if there is none of that name."
          maxLength={120}
        />
      </div>
    </Section>
  );
}

function AmountNumber({ draft }: { draft: Draft }) {
  switch (draft.amountKind) {
    case 'per-class':
      return (
        <NumberField
          label="Images for each class"
          unit="images"
          value={draft.perClass}
          onChange={(perClass) => changeDraft({ perClass })}
          min={1}
          max={100_000}
        />
      );
    case 'per-prompt':
      return (
        <NumberField
          label="Images for each prompt"
          unit="images"
          value={draft.perPrompt}
          onChange={(perPrompt) => changeDraft({ perPrompt })}
          min={1}
          max={10_000}
        />
      );
    case 'top-up':
      return draft.wantedOfEach ? null : (
        <NumberField
          label="Wanted for each class"
          unit="images"
          value={draft.wanted}
          onChange={(wanted) => changeDraft({ wanted })}
          min={1}
          max={100_000}
          hint="Kept and undecided images count."
        />
      );
    default:
      return draft.amountKind satisfies never;
  }
}
