import { Unplug } from 'lucide-react';
import styles from './connection-bar.module.css';

/** Jobs run in the host, so that a lost connection is no reason to worry about them. */
export function ConnectionBar() {
  return (
    <div className={styles.bar} role="alert">
      <Unplug aria-hidden />
      <span>
        The connection to the host is lost. Trying again. Jobs go on there; what is shown here may be out of
        date. If the program was closed, start it again and open the address that it gives.
      </span>
    </div>
  );
}
