import { RadioButton, RadioField, RadioGroup } from 'react-aria-components';
import type { DrawnDataSetInfo } from '../../src-shared/api/services.ts';
import { formatNoun } from '../../src-shared/format/numbers.ts';
import styles from './dialogs.module.css';

export function DataSetCards(props: {
  dataSets: readonly DrawnDataSetInfo[];
  value: string;
  onChange: (id: string) => void;
}) {
  return (
    <RadioGroup
      aria-label="Data set"
      className={styles.dataSets ?? ''}
      value={props.value}
      onChange={props.onChange}
    >
      {props.dataSets.map((dataSet) => (
        <RadioField key={dataSet.id} value={dataSet.id}>
          <RadioButton className={styles.dataSet ?? ''}>
            <div className={styles.dataSetName}>{dataSet.name}</div>
            <div className={styles.dataSetWords}>{dataSet.description}</div>
            <div className={styles.facts}>
              {formatNoun(dataSet.classes.length, 'class', 'classes')}: {preview(dataSet.classes)}
            </div>
            <div className={styles.facts}>
              Tested out of distribution on:{' '}
              {dataSet.oodSets
                .map(({ name, heldOut }) => `${name}${heldOut ? ' (held out)' : ''}`)
                .join(', ')}
            </div>
          </RadioButton>
        </RadioField>
      ))}
    </RadioGroup>
  );
}

function preview(classes: readonly string[]): string {
  const shown = classes.slice(0, 10).join(', ');
  return classes.length > 10 ? `${shown} and ${classes.length - 10} more` : shown;
}
