import type { ImageSet } from '../../src-shared/domain/image-set.ts';
import { formatCount, formatNoun } from '../../src-shared/format/numbers.ts';
import { Checkbox } from '../ui/checkbox.tsx';
import { Section } from '../ui/page.tsx';
import { Select } from '../ui/select.tsx';
import { TextField } from '../ui/text-field.tsx';
import { changeDraft, changeSettings, type Draft, readSeeds } from './draft.ts';
import { NumberSettingField } from './settings/number-setting.tsx';
import styles from './train.module.css';

const splitWords = ({ counts }: ImageSet): string =>
  `${formatCount(counts.train)} train, ${formatCount(counts.val)} val, ${formatCount(counts.test)} test`;

/** Which images take part. */
export function SetChoice({ draft, sets }: { draft: Draft; sets: readonly ImageSet[] }) {
  const of = (role: ImageSet['role']) => sets.filter((set) => set.role === role);
  const real = of('real');
  const chosen = real.find(({ id }) => id === draft.realSetId);
  return (
    <Section title="Data">
      <div className={styles.fields}>
        <TextField
          label="Experiment"
          value={draft.name}
          onChange={(name) => changeDraft({ name })}
          hint="Recipes are compared within one experiment."
          error={draft.name.trim() === '' ? 'Give it a name.' : null}
          maxLength={120}
        />
        <Select
          label="Real set"
          value={draft.realSetId ?? 0}
          onChange={(realSetId) => changeDraft({ realSetId })}
          options={real.map((set) => ({ value: set.id, label: set.name, hint: splitWords(set) }))}
          {...(chosen ? { hint: splitWords(chosen) } : {})}
        />
        <TextField
          label="Seeds"
          value={draft.seeds}
          onChange={(seeds) => changeDraft({ seeds })}
          error={readSeeds(draft.seeds) ? null : 'Whole numbers, such as 1, 2, 3 or 1-5.'}
          hint="Three at least, five for a claim."
        />
        <NumberSettingField path="shots" />
      </div>
      <div className={styles.setLists}>
        <SetList
          title="Synthetic sets"
          none="No synthetic set yet. Recipes that need one wait for it."
          sets={of('synthetic')}
          chosen={draft.syntheticSetIds}
          onChange={(syntheticSetIds) => changeDraft({ syntheticSetIds })}
        />
        <SetList
          title="Out-of-distribution sets"
          none="None yet. They are only ever tested on."
          sets={of('ood')}
          chosen={draft.oodSetIds}
          onChange={(oodSetIds) => changeDraft({ oodSetIds })}
        />
      </div>
      <Checkbox
        isSelected={draft.settings.nearDuplicates === 'drop'}
        onChange={(drop) => changeSettings({ nearDuplicates: drop ? 'drop' : 'keep' })}
        hint="as a scoring found them"
      >
        Leave out training images that look almost like validation, test or OOD images
      </Checkbox>
    </Section>
  );
}

function SetList(props: {
  title: string;
  none: string;
  sets: readonly ImageSet[];
  chosen: readonly number[];
  onChange: (ids: number[]) => void;
}) {
  const { sets, chosen } = props;
  return (
    <fieldset className={styles.setList}>
      <legend>{props.title}</legend>
      {sets.length === 0 && <p className={styles.soft}>{props.none}</p>}
      {sets.map(({ id, name, counts, role, styleCoverage }) => (
        <Checkbox
          key={id}
          isSelected={chosen.includes(id)}
          onChange={(selected) =>
            props.onChange(selected ? [...chosen, id] : chosen.filter((other) => other !== id))
          }
          hint={`${formatNoun(counts.total, 'image')}${
            role === 'ood' && styleCoverage !== 'unknown' ? `, ${styleCoverage}` : ''
          }`}
        >
          {name}
        </Checkbox>
      ))}
    </fieldset>
  );
}
