import { isMac, keyCaps } from '../commands/keys.ts';
import styles from './key-caps.module.css';

/** A key of a command as drawn caps; `written` as commands write it, e.g. `Mod+K`. */
export function KeyCaps({ written }: { written: string }) {
  return (
    <kbd className={styles.caps}>
      {keyCaps(written, isMac()).map((cap) => (
        <span key={cap} className={styles.cap}>
          {cap}
        </span>
      ))}
    </kbd>
  );
}
