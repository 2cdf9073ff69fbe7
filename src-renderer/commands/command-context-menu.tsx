import { type MouseEvent, type ReactElement, useRef, useState } from 'react';
import { Popover } from 'react-aria-components';
import field from '../ui/field.module.css';
import type { CommandGroup } from './command.ts';
import { CommandMenuItems } from './command-menu.tsx';
import styles from './command-menu.module.css';

/** A menu of commands where the right button was pressed. */
export function CommandContextMenu({
  groups,
  children,
}: {
  groups: readonly CommandGroup[];
  children: ReactElement;
}) {
  const [at, setAt] = useState<{ x: number; y: number } | null>(null);
  const point = useRef<HTMLSpanElement>(null);
  const onContextMenu = (event: MouseEvent) => {
    event.preventDefault();
    setAt({ x: event.clientX, y: event.clientY });
  };
  return (
    <div className={styles.context} onContextMenu={onContextMenu}>
      {children}
      <span ref={point} className={styles.point} style={at ? { left: at.x, top: at.y } : {}} aria-hidden />
      {at && (
        <Popover
          className={field.popover ?? ''}
          triggerRef={point}
          isOpen
          onOpenChange={(open) => !open && setAt(null)}
          placement="bottom start"
        >
          <CommandMenuItems groups={groups} onDone={() => setAt(null)} />
        </Popover>
      )}
    </div>
  );
}
