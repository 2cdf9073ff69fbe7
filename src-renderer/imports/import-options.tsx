import { useQuery } from '@tanstack/react-query';
import type { SplitPlan, StartImport } from '../../src-shared/api/inputs.ts';
import type { ImportPreview } from '../../src-shared/api/services.ts';
import type { Role, StyleCoverage } from '../../src-shared/domain/image-set.ts';
import type { SourceEntry } from '../../src-shared/domain/project.ts';
import { queries } from '../api/queries.ts';
import { Select } from '../ui/select.tsx';
import { TextField } from '../ui/text-field.tsx';
import styles from './import.module.css';
import { SplitOptions } from './split-options.tsx';

export interface Options extends Pick<StartImport, 'setName' | 'storage' | 'splits' | 'styleCoverage'> {
  intoSetId: number | null;
}

/** Options that mean the same whatever the images are for. */
export type CommonOptions = Pick<Options, 'setName' | 'storage'>;

const random: SplitPlan = { kind: 'random', val: 0.15, test: 0.2, seed: 1 };

export const initialOptions = (preview: ImportPreview): Options => ({
  setName: preview.name.slice(0, 120),
  storage: 'copied',
  splits: preview.layout === 'split-folders' ? { kind: 'folders', valShare: 0.15, seed: 1 } : random,
  styleCoverage: 'unknown',
  intoSetId: null,
});

const coverages: readonly { value: StyleCoverage; label: string }[] = [
  { value: 'unknown', label: 'Not known' },
  { value: 'held-out', label: 'Held out: no prompt named its style' },
  { value: 'covered', label: 'Covered: a prompt named its style' },
];

/** Where the images go and how they are kept. */
export function ImportOptions(props: {
  source: SourceEntry;
  role: Role;
  preview: ImportPreview;
  options: Options;
  onChange: (options: Options) => void;
}) {
  const { options, role } = props;
  const { data: sets } = useQuery(queries.sets());
  const sameRole = sets?.filter((set) => set.role === role) ?? [];
  const set = (part: Partial<Options>) => props.onChange({ ...options, ...part });
  return (
    <div className={styles.options}>
      {sameRole.length > 0 && (
        <Select
          label="Into"
          value={options.intoSetId ?? 0}
          onChange={(id) => set({ intoSetId: id === 0 ? null : id })}
          options={[
            { value: 0, label: 'A new set' },
            ...sameRole.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
      )}
      {options.intoSetId === null && (
        <TextField
          label="Name of the set"
          value={options.setName}
          onChange={(setName) => set({ setName })}
          maxLength={120}
        />
      )}
      {props.source.kind === 'folder' && (
        <Select
          label="Files"
          value={options.storage}
          onChange={(storage) => set({ storage })}
          options={[
            { value: 'copied', label: 'Copied into the project' },
            { value: 'referenced', label: 'Referenced where they are' },
          ]}
        />
      )}
      {role === 'ood' && (
        <Select
          label="Style"
          value={options.styleCoverage}
          onChange={(styleCoverage) => set({ styleCoverage })}
          options={coverages}
        />
      )}
      {role === 'real' && (
        <SplitOptions
          hasSplitFolders={props.preview.layout === 'split-folders'}
          plan={options.splits}
          onChange={(splits) => set({ splits })}
        />
      )}
    </div>
  );
}
