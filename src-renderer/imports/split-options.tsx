import type { SplitPlan } from '../../src-shared/api/inputs.ts';
import type { Split } from '../../src-shared/domain/image-set.ts';
import { NumberField } from '../ui/number-field.tsx';
import { Select } from '../ui/select.tsx';

const splits: readonly { value: Split; label: string }[] = [
  { value: 'train', label: 'Train' },
  { value: 'val', label: 'Val' },
  { value: 'test', label: 'Test' },
];

/** How a real set is split: by chance, by its folders, or not at all. */
export function SplitOptions(props: {
  hasSplitFolders: boolean;
  plan: SplitPlan;
  onChange: (plan: SplitPlan) => void;
}) {
  const { plan, onChange } = props;
  const kinds: { value: SplitPlan['kind']; label: string; isDisabled?: boolean }[] = [
    { value: 'random', label: 'At random, alike in every class' },
    { value: 'folders', label: 'From its folders', isDisabled: !props.hasSplitFolders },
    { value: 'fixed', label: 'All into one split' },
  ];
  return (
    <>
      <Select
        label="Splits"
        value={plan.kind}
        onChange={(kind) => onChange(initialPlans[kind])}
        options={kinds}
      />
      {plan.kind === 'random' && (
        <>
          <Share
            label="Val"
            value={plan.val}
            onChange={(val) => onChange({ ...plan, val })}
            rest={plan.test}
          />
          <Share
            label="Test"
            value={plan.test}
            onChange={(test) => onChange({ ...plan, test })}
            rest={plan.val}
          />
          <NumberField label="Seed" value={plan.seed} onChange={(seed) => onChange({ ...plan, seed })} />
        </>
      )}
      {plan.kind === 'folders' && (
        <Share
          label="Val from train, where there is no val folder"
          value={plan.valShare}
          onChange={(valShare) => onChange({ ...plan, valShare })}
          rest={0}
        />
      )}
      {plan.kind === 'fixed' && (
        <Select
          label="Split"
          value={plan.split}
          onChange={(split) => onChange({ ...plan, split })}
          options={splits}
        />
      )}
    </>
  );
}

const initialPlans: Readonly<Record<SplitPlan['kind'], SplitPlan>> = {
  random: { kind: 'random', val: 0.15, test: 0.2, seed: 1 },
  folders: { kind: 'folders', valShare: 0.15, seed: 1 },
  fixed: { kind: 'fixed', split: 'train' },
};

/** A share in percent that leaves at least a tenth for train. */
function Share(props: { label: string; value: number; rest: number; onChange: (value: number) => void }) {
  return (
    <NumberField
      label={props.label}
      unit="%"
      value={Math.round(props.value * 100)}
      onChange={(percent) => props.onChange(percent / 100)}
      min={0}
      max={Math.round((0.9 - props.rest) * 100)}
      step={5}
    />
  );
}
