import { Dialog } from '../ui/dialog.tsx';
import { KeyCaps } from '../ui/key-caps.tsx';
import { registry } from './all.ts';
import styles from './key-list.module.css';

/** Every key of every screen, by group. */
export function KeyList({ onClose }: { onClose: () => void }) {
  const groups = registry.groups((command) => Boolean(command.keys?.length) && command.listed !== null);
  return (
    <Dialog title="Keys" onClose={onClose} width="wide">
      <div className={styles.groups}>
        {groups.map(({ group, commands: list }) => (
          <section key={group} className={styles.group}>
            <h3 className={styles.heading}>{group}</h3>
            <dl>
              {list.map((command) => (
                <div key={command.id} className={styles.row}>
                  <dt>{command.listed?.name ?? command.name}</dt>
                  <dd className={styles.keys}>
                    {(command.listed?.keys ?? command.keys)?.map((key) => (
                      <KeyCaps key={key} written={key} />
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
