import { NumberField } from '../ui/number-field.tsx';
import { Segments } from '../ui/segments.tsx';
import { TextField } from '../ui/text-field.tsx';
import styles from './dialogs.module.css';
import { type DrawChoice, partsOf, scopes } from './draw-plan.ts';

/** How much is drawn, of what size, and how far the oracle is from the real images. */
export function DrawNumbers(props: { choice: DrawChoice; onChange: (choice: DrawChoice) => void }) {
  const { choice, onChange } = props;
  const { scope, perClass } = choice;
  const set = (change: Partial<DrawChoice>): void => onChange({ ...choice, ...change });
  return (
    <>
      <div className={styles.place}>
        <h3 className={styles.subtitle}>Images for each class</h3>
        <Segments
          label="What to draw"
          segments={scopes}
          value={scope}
          onChange={(value) => set({ scope: value })}
        />
      </div>
      <div className={styles.numbers}>
        {partsOf(scope).map(({ part, label, least, most }) => (
          <NumberField
            key={part}
            label={label}
            value={perClass[part]}
            onChange={(value) => set({ perClass: { ...perClass, [part]: value } })}
            min={least}
            max={most}
          />
        ))}
        {perClass.oracle > 0 && (
          <NumberField
            label="Domain gap of the oracle"
            value={choice.domainGap}
            onChange={(domainGap) => set({ domainGap })}
            min={0}
            max={1}
            step={0.05}
            decimals={2}
          />
        )}
        <NumberField
          label="Size"
          unit="pixels"
          value={choice.size}
          onChange={(size) => set({ size })}
          min={64}
          max={512}
          step={32}
        />
        <NumberField label="Seed" value={choice.seed} onChange={(seed) => set({ seed })} />
      </div>
      <p className={styles.facts}>
        Oracle and retrieval are controls that stand in the synthetic set’s place. Oracle: fresh images; at a
        domain gap of 0 they look like the real ones, at 1 they have a look of their own. Retrieval: the
        images that the starter pack’s generator was trained on.
        {scope === 'controls' && ' They go into the classes that the project has.'}
      </p>
      {scope === 'controls' && (
        <TextField
          label="Name of the sets"
          value={choice.name}
          onChange={(name) => set({ name })}
          hint="Empty: the data set’s name, the control and its gap."
          maxLength={100}
        />
      )}
    </>
  );
}
