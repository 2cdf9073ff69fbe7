import { X } from 'lucide-react';
import { Button, IconButton } from './button.tsx';
import { cx } from './class-names.ts';
import styles from './notification-region.module.css';
import { dismiss, useNotifications } from './notifications.ts';

export function NotificationRegion() {
  const list = useNotifications((state) => state.list);
  return (
    // A top layer of React Aria: messages can be read and answered beside an open dialog, and doing so does not close it.
    <output className={styles.region} data-react-aria-top-layer="true">
      {list.map((entry) => (
        <div key={entry.id} className={cx(styles.notification, entry.kind === 'failed' && styles.failed)}>
          <div className={styles.words}>
            <p>{entry.message}</p>
            {entry.advice && <p className={styles.advice}>{entry.advice}</p>}
          </div>
          {entry.action && (
            <Button
              size="small"
              onPress={() => {
                entry.action?.perform();
                dismiss(entry.id);
              }}
            >
              {entry.action.name}
            </Button>
          )}
          <IconButton label="Dismiss" icon={<X />} size="small" onPress={() => dismiss(entry.id)} />
        </div>
      ))}
    </output>
  );
}
