import { X } from 'lucide-react';
import { formatNoun } from '../../src-shared/format/numbers.ts';
import { IconButton } from '../ui/button.tsx';
import { setSource } from './loading.ts';
import styles from './review.module.css';
import { everything, type Source } from './store.ts';

/** Says that only certain images are shown, and lets them go. */
export function IdsChip({ source }: { source: Source }) {
  return (
    <span className={styles.chip}>
      <span className={styles.chipWords} title={source.caption ?? ''}>
        {formatNoun(source.ids?.length ?? 0, 'image')}
        {source.caption && `: ${source.caption}`}
      </span>
      <IconButton size="small" label="Show all images" icon={<X />} onPress={() => setSource(everything)} />
    </span>
  );
}
