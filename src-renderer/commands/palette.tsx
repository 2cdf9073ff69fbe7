import { Search } from 'lucide-react';
import {
  Autocomplete,
  Dialog,
  Input,
  Menu,
  MenuItem,
  Modal,
  ModalOverlay,
  SearchField,
  useFilter,
} from 'react-aria-components';
import field from '../ui/field.module.css';
import { KeyCaps } from '../ui/key-caps.tsx';
import { registry } from './all.ts';
import styles from './palette.module.css';
import { commandState } from './state.ts';
import dialog from '../ui/dialog.module.css';
import { cx } from '../ui/class-names.ts';

/** Every command that makes sense now, found by typing a part of its name. */
export function Palette({ onClose }: { onClose: () => void }) {
  const { contains } = useFilter({ sensitivity: 'base' });
  const list = registry.available(commandState()).filter((command) => !command.keysOnly);
  const perform = (id: string) => {
    onClose();
    registry.byId(id).perform();
  };
  return (
    <ModalOverlay
      isOpen
      isDismissable
      className={cx(dialog.scrim, styles.scrim)}
      onOpenChange={(open) => !open && onClose()}
    >
      <Modal className={cx(dialog.modal, styles.modal)}>
        <Dialog className={dialog.dialog ?? ''} aria-label="Commands">
          <Autocomplete filter={(text, typed) => typed.split(/\s+/).every((word) => contains(text, word))}>
            <SearchField aria-label="Find a command" autoFocus className={styles.search ?? ''}>
              <Search aria-hidden />
              <Input className={styles.input ?? ''} placeholder="Find a command" />
            </SearchField>
            <Menu
              className={styles.list ?? ''}
              aria-label="Commands"
              items={list}
              onAction={(id) => perform(String(id))}
              renderEmptyState={() => <p className={styles.none}>No command has that name.</p>}
            >
              {(command) => (
                <MenuItem
                  id={command.id}
                  textValue={`${command.name} ${command.group}`}
                  className={cx(field.option, styles.option)}
                >
                  <span className={field.value}>{command.name}</span>
                  <span className={styles.end}>
                    <span className={field.optionHint}>{command.group}</span>
                    {command.keys?.[0] && <KeyCaps written={command.keys[0]} />}
                  </span>
                </MenuItem>
              )}
            </Menu>
          </Autocomplete>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
