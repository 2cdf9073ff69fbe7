import type { ReactNode } from 'react';
import styles from './form-foot.module.css';
import { useNarrow } from './use-narrow.ts';

/** At most this wide, forms have their plan below and not beside them; as in their style sheets. */
const ONE_COLUMN = 1000;

/** Whether what starts a form stands in its foot. */
export const useFormFoot = (): boolean => useNarrow(ONE_COLUMN);

/** Stays at the lower edge of a form of one column, so that what starts it is in reach from all of its fields. */
export const FormFoot = ({ words, children }: { words: string; children: ReactNode }) => (
  <div className={styles.foot}>
    <span className={styles.words} title={words}>
      {words}
    </span>
    {children}
  </div>
);
