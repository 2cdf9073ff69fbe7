import type { PromptCount } from '../../src-shared/api/generation.ts';
import type { ImageClass } from '../../src-shared/domain/image-class.ts';
import { promptOriginSchema } from '../../src-shared/domain/prompt.ts';
import { formatNoun } from '../../src-shared/format/numbers.ts';
import { originNames } from '../../src-shared/format/prompts.ts';
import { goTo } from '../app/ui-state.ts';
import { Button } from '../ui/button.tsx';
import { Checkbox } from '../ui/checkbox.tsx';
import { Section } from '../ui/page.tsx';
import { changeDraft, type Draft } from './draft.ts';
import styles from './generate.module.css';

/** Which prompts images are made from: by class and by origin. */
export function PromptChoice(props: {
  draft: Draft;
  classes: readonly ImageClass[];
  prompts: readonly PromptCount[];
}) {
  const { draft, classes, prompts } = props;
  const of = (isWanted: (count: PromptCount) => boolean): number =>
    prompts.filter(isWanted).reduce((sum, count) => sum + count.prompts, 0);
  const origins = promptOriginSchema.options.filter((origin) => of((count) => count.origin === origin) > 0);
  const counts = new Map(classes.map(({ id }) => [id, of(({ classId }) => classId === id)]));
  return (
    <Section
      title="Prompts"
      actions={
        <Button size="small" look="quiet" onPress={() => goTo('prompts')}>
          Edit prompts
        </Button>
      }
    >
      <div className={styles.choices}>
        <Choice
          title="Classes"
          all="All classes"
          items={classes.map(({ id, name }) => ({
            value: id,
            name,
            hint: formatNoun(counts.get(id) ?? 0, 'prompt'),
            empty: (counts.get(id) ?? 0) === 0,
          }))}
          chosen={draft.classIds}
          onChange={(classIds) => changeDraft({ classIds })}
        />
        <Choice
          title="Written as"
          all="All prompts"
          items={origins.map((origin) => ({
            value: origin,
            name: originNames[origin],
            hint: formatNoun(
              of((count) => count.origin === origin && (draft.classIds?.includes(count.classId) ?? true)),
              'prompt',
            ),
            empty: false,
          }))}
          chosen={draft.origins}
          onChange={(chosen) => changeDraft({ origins: chosen })}
        />
      </div>
    </Section>
  );
}

/** Checkboxes under one that stands for all; null means all. */
function Choice<Value extends string | number>(props: {
  title: string;
  all: string;
  items: readonly { value: Value; name: string; hint: string; empty: boolean }[];
  chosen: readonly Value[] | null;
  onChange: (chosen: Value[] | null) => void;
}) {
  const { items, chosen } = props;
  const values = items.map(({ value }) => value);
  const isChosen = (value: Value): boolean => chosen?.includes(value) ?? true;
  const toggle = (value: Value, selected: boolean): void => {
    const next = values.filter((each) => (each === value ? selected : isChosen(each)));
    props.onChange(next.length === values.length ? null : next);
  };
  return (
    <fieldset className={styles.choice}>
      <legend>{props.title}</legend>
      <Checkbox
        isSelected={chosen === null}
        isIndeterminate={chosen !== null && chosen.length > 0}
        onChange={() => props.onChange(chosen === null ? [] : null)}
      >
        {props.all}
      </Checkbox>
      <div className={styles.choiceList}>
        {items.map(({ value, name, hint, empty }) => (
          <Checkbox
            key={value}
            isSelected={isChosen(value) && !empty}
            isDisabled={empty}
            onChange={(selected) => toggle(value, selected)}
            hint={hint}
          >
            {name}
          </Checkbox>
        ))}
      </div>
    </fieldset>
  );
}
