import type { ReactElement } from 'react';
import { Header, Keyboard, Menu, MenuItem, MenuSection, MenuTrigger, Popover } from 'react-aria-components';
import field from '../ui/field.module.css';
import { KeyCaps } from '../ui/key-caps.tsx';
import { registry } from './all.ts';
import { type CommandGroup, isAvailable } from './command.ts';
import styles from './command-menu.module.css';
import { commandState } from './state.ts';

/** A menu of the commands of some groups that make sense now; `children` is the button that opens it. */
export function CommandMenu({
  groups,
  children,
}: {
  groups: readonly CommandGroup[];
  children: ReactElement;
}) {
  return (
    <MenuTrigger>
      {children}
      <Popover className={field.popover ?? ''} offset={4} placement="bottom end">
        <CommandMenuItems groups={groups} />
      </Popover>
    </MenuTrigger>
  );
}

/** Rendered when the menu opens, so that it reflects the state at that moment. */
export function CommandMenuItems({
  groups,
  onDone,
}: {
  groups: readonly CommandGroup[];
  onDone?: () => void;
}) {
  const state = commandState();
  const shown = registry.groups(
    (command) => groups.includes(command.group) && !command.keysOnly && isAvailable(command, state),
  );
  return (
    <Menu
      className={styles.menu ?? ''}
      aria-label="Commands"
      onAction={(id) => {
        onDone?.();
        registry.byId(String(id)).perform();
      }}
    >
      {shown.map(({ group, commands: list }) => (
        <MenuSection key={group} className={styles.section ?? ''}>
          <Header className={styles.heading}>{group}</Header>
          {list.map((command) => (
            <MenuItem
              key={command.id}
              id={command.id}
              textValue={command.name}
              className={field.option ?? ''}
            >
              <span>{command.name}</span>
              {command.keys?.[0] && (
                <Keyboard>
                  <KeyCaps written={command.keys[0]} />
                </Keyboard>
              )}
            </MenuItem>
          ))}
        </MenuSection>
      ))}
    </Menu>
  );
}
