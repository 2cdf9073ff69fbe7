import { Shapes } from 'lucide-react';
import { DRAWN_WORLD_NOTICE } from '../../src-shared/domain/run.ts';
import styles from './drawn-notice.module.css';

/** Stands under every table and chart that was made from drawn pictures. */
export function DrawnNotice() {
  return (
    <p className={styles.notice}>
      <Shapes aria-hidden />
      {DRAWN_WORLD_NOTICE}
    </p>
  );
}
