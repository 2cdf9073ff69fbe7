import { NumberField } from '../../ui/number-field.tsx';
import { AttributeFields } from './attribute-fields.tsx';
import styles from './write.module.css';
import { changeWriting, useWriting } from './writing-draft.ts';

/** What only a language model is asked: how many contexts and styles to think of, and what a prompt varies. */
export function ModelFields() {
  const { wantedContexts, wantedStyles } = useWriting();
  return (
    <>
      <div className={styles.pair}>
        <NumberField
          label="Contexts to know"
          value={wantedContexts}
          onChange={(value) => changeWriting({ wantedContexts: value })}
          min={0}
          max={200}
        />
        <NumberField
          label="Styles"
          value={wantedStyles}
          onChange={(value) => changeWriting({ wantedStyles: value })}
          min={0}
          max={200}
        />
      </div>
      <p className={styles.about}>
        The model is asked for more before it writes, unless names are chosen above. With 0, all that are
        known are used without asking.
      </p>
      <AttributeFields />
    </>
  );
}
