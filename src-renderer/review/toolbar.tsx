import { useQuery } from '@tanstack/react-query';
import { ChartColumn, Info } from 'lucide-react';
import type { ImageClass } from '../../src-shared/domain/image-class.ts';
import { queries } from '../api/queries.ts';
import { TILE_SIZES, useUi } from '../app/ui-state.ts';
import { IconButton } from '../ui/button.tsx';
import { Select } from '../ui/select.tsx';
import { SizeSlider } from '../ui/size-slider.tsx';
import { toggleFilter } from './filter/toggle-filter.ts';
import { IdsChip } from './ids-chip.tsx';
import { setSource } from './loading.ts';
import styles from './review.module.css';
import { SearchBox } from './search-box.tsx';
import { refreshView, useReview } from './store.ts';
import { VerdictFilter } from './verdict-filter.tsx';

const roleNames = { real: 'real', synthetic: 'synthetic', ood: 'OOD' } as const;
const splits = [
  { value: 'any', label: 'Every split' },
  { value: 'train', label: 'Train' },
  { value: 'val', label: 'Val' },
  { value: 'test', label: 'Test' },
] as const;

/** What of the images is shown, and how large. */
export function Toolbar({ classes }: { classes: readonly ImageClass[] }) {
  const { data: sets } = useQuery(queries.sets());
  const source = useReview((state) => state.source);
  const classId = useReview((state) => state.classId);
  const { tileSize, inspectorOpen, filterOpen } = useUi();
  const set = sets?.find(({ id }) => id === source.setId);
  const setOptions = [
    { value: 0, label: 'All images' },
    ...(sets ?? []).map(({ id, name, role }) => ({ value: id, label: name, hint: roleNames[role] })),
  ];
  const classOptions = [
    { value: 0, label: 'Every class' },
    ...classes
      .toSorted((a, b) => a.position - b.position)
      .map(({ id, name }) => ({ value: id, label: name })),
  ];
  return (
    <div className={styles.toolbar} role="toolbar" aria-label="Filter">
      <IconButton
        label={filterOpen ? 'Hide the filter' : 'Show the filter'}
        shortcut="F"
        icon={<ChartColumn />}
        aria-pressed={filterOpen}
        onPress={toggleFilter}
      />
      {source.ids === null ? (
        <div className={styles.setSelect}>
          <Select
            label="Set"
            hideLabel
            value={source.setId ?? 0}
            options={setOptions}
            onChange={(id) => setSource({ setId: id === 0 ? null : id, split: null })}
          />
        </div>
      ) : (
        <IdsChip source={source} />
      )}
      <div className={styles.classSelect}>
        <Select
          label="Class"
          hideLabel
          value={classId ?? 0}
          options={classOptions}
          onChange={(id) => refreshView({ classId: id === 0 ? null : id })}
        />
      </div>
      {(set === undefined || set.role === 'real') && source.ids === null && (
        <div className={styles.splitSelect}>
          <Select
            label="Split"
            hideLabel
            value={source.split ?? 'any'}
            options={splits}
            onChange={(split) => setSource({ split: split === 'any' ? null : split })}
          />
        </div>
      )}
      <VerdictFilter />
      <SearchBox />
      <div className={styles.toolbarEnd}>
        <SizeSlider
          label="Tile size"
          value={tileSize}
          min={TILE_SIZES.smallest}
          max={TILE_SIZES.largest}
          onChange={(size) => useUi.setState({ tileSize: size })}
        />
        <IconButton
          label={inspectorOpen ? 'Hide the information' : 'Show the information'}
          shortcut="I"
          icon={<Info />}
          aria-pressed={inspectorOpen}
          onPress={() => useUi.setState({ inspectorOpen: !inspectorOpen })}
        />
      </div>
    </div>
  );
}
