import { type Option, Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import styles from './settings.module.css';
import type { Normalisation, StatedDraft } from './stated-input.ts';

const normalisations: readonly Option<Normalisation>[] = [
  { value: 'files', label: 'As its files say' },
  { value: 'imagenet', label: 'ImageNet', hint: 'most classifiers' },
  { value: 'half', label: '−1 to 1', hint: 'mean 0.5, deviation 0.5' },
  { value: 'none', label: '0 to 1', hint: 'not normalised' },
  { value: 'own', label: 'Own values' },
];

const orders: readonly Option<StatedDraft['channelOrder']>[] = [
  { value: 'files', label: 'As its files say' },
  { value: 'rgb', label: 'Red, green, blue' },
  { value: 'bgr', label: 'Blue, green, red' },
];

const layouts: readonly Option<StatedDraft['layout']>[] = [
  { value: 'files', label: 'As its files say' },
  { value: 'nchw', label: 'Channels first' },
  { value: 'nhwc', label: 'Channels last' },
];

/** How a network wants its pictures, for files that do not say it: a plain ONNX export seldom does. */
export function StatedFields(props: { draft: StatedDraft; onChange: (draft: StatedDraft) => void }) {
  const { draft } = props;
  const change = (part: Partial<StatedDraft>) => props.onChange({ ...draft, ...part });
  return (
    <fieldset className={styles.part}>
      <legend className={styles.partTitle}>
        Its pictures
        <span className={styles.partHint}>Only what its files do not say, or say wrongly.</span>
      </legend>
      <div className={styles.fields}>
        <Select
          label="Normalised by"
          value={draft.normalisation}
          options={normalisations}
          onChange={(normalisation) => change({ normalisation })}
        />
        {draft.normalisation === 'own' && (
          <>
            <TextField
              label="Mean of red, green, blue"
              value={draft.mean}
              placeholder="0.485, 0.456, 0.406"
              onChange={(mean) => change({ mean })}
            />
            <TextField
              label="Standard deviation"
              value={draft.std}
              placeholder="0.229, 0.224, 0.225"
              onChange={(std) => change({ std })}
            />
          </>
        )}
        <TextField
          label="Side, pixels"
          value={draft.imageSize}
          placeholder="As its files say"
          onChange={(imageSize) => change({ imageSize })}
        />
        <Select
          label="Channel order"
          value={draft.channelOrder}
          options={orders}
          onChange={(channelOrder) => change({ channelOrder })}
        />
        <Select
          label="Layout"
          value={draft.layout}
          options={layouts}
          onChange={(layout) => change({ layout })}
        />
      </div>
    </fieldset>
  );
}
