import { FolderPlus } from 'lucide-react';
import { useState } from 'react';
import {
  type ArchitectureName,
  architectureSchema,
  type PretrainedNetwork,
} from '../../../src-shared/domain/training.ts';
import { Button } from '../../ui/button.tsx';
import { type Option, Select } from '../../ui/select.tsx';
import { changeSettings, useDraft, withNetwork } from '../draft.ts';
import { AddNetworkDialog } from './add-network-dialog.tsx';
import { NetworkFacts } from './network-facts.tsx';
import { NumberSettingField } from './number-setting.tsx';
import { architectureNames } from './setting-names.ts';
import styles from './settings.module.css';

const hints: Readonly<Partial<Record<ArchitectureName, string>>> = {
  'cifar-resnet': 'small images, fast',
  'resnet-10-narrow': 'from 32 pixels',
  'resnet-18': 'from 64 pixels',
  'resnet-18-small': '3 × 3 stem, for 32 to 64 pixels',
  'resnet-34': 'from 64 pixels',
  'resnet-50': 'from 64 pixels',
  'vit-tiny': 'multiples of 16 pixels',
  'vit-small': 'multiples of 16 pixels',
  'vit-base': 'multiples of 16 pixels',
};

const architectures: readonly Option<ArchitectureName>[] = architectureSchema
  .exclude(['imported'])
  .options.map((value) => ({ value, label: architectureNames[value], ...withHint(hints[value]) }));

function withHint(hint: string | undefined) {
  return hint === undefined ? {} : { hint };
}

export interface ModelFieldsProps {
  networks: readonly PretrainedNetwork[];
  /** Whether the host is still looking through their files. */
  isLooking: boolean;
}

/** What is trained: an architecture from drawn weights, or a network that was trained before. */
export function ModelFields({ networks, isLooking }: ModelFieldsProps) {
  const settings = useDraft((draft) => draft.settings);
  const [adding, setAdding] = useState(false);
  const { pretrained, architecture } = settings;
  const chosen = networks.find(({ id }) => id === pretrained);
  return (
    <>
      <div className={styles.fields}>
        <Select
          label="Start from"
          value={pretrained ?? ''}
          options={[
            { value: '', label: 'Weights drawn anew' },
            ...networks.map(networkOption),
            ...(pretrained !== undefined && !chosen
              ? [{ value: pretrained, label: isLooking ? 'Reading the networks' : 'No longer listed' }]
              : []),
          ]}
          onChange={(id) => {
            const network = networks.find((each) => each.id === id) ?? null;
            changeSettings(withNetwork(settings, network));
          }}
        />
        {pretrained === undefined && architecture !== 'imported' && (
          <Select
            label="Architecture"
            value={architecture}
            options={architectures}
            onChange={(value) => changeSettings({ architecture: value })}
          />
        )}
        <NumberSettingField path="imageSize" />
        <div className={styles.alone}>
          <Button look="quiet" icon={<FolderPlus aria-hidden />} onPress={() => setAdding(true)}>
            Add a trained network
          </Button>
        </div>
      </div>
      {chosen && <NetworkFacts network={chosen} />}
      {adding && <AddNetworkDialog onClose={() => setAdding(false)} />}
    </>
  );
}

const networkOption = ({ id, name, problem, bundled, architecture }: PretrainedNetwork): Option<string> => {
  const isNative = architectureSchema.safeParse(architecture);
  const kind = isNative.success ? { hint: architectureNames[isNative.data] } : {};
  return {
    value: id,
    label: name,
    ...(problem === null ? (bundled ? { hint: 'built in' } : kind) : { hint: 'cannot be used' }),
  };
};
