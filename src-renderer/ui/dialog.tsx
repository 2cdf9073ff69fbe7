import { X } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { IconButton } from './button.tsx';
import { cx } from './class-names.ts';
import styles from './dialog.module.css';

export interface DialogProps {
  title: string;
  onClose: () => void;
  children: ReactNode;
  /** Buttons at the foot, the primary one last. */
  actions?: ReactNode;
  /** Words beside the actions, e.g. what a button would do. */
  footnote?: ReactNode;
  width?: 'narrow' | 'usual' | 'wide';
  role?: 'dialog' | 'alertdialog';
}

/**
 * A modal dialog that is open as long as it is rendered. Escape closes it; the scrim does as well until something was typed, since a click beside
 * it is too easily made to lose work by.
 */
export function Dialog({
  title,
  onClose,
  children,
  actions,
  footnote,
  width = 'usual',
  role = 'dialog',
}: DialogProps) {
  const [isTouched, setTouched] = useState(false);
  return (
    <ModalOverlay
      isOpen
      isDismissable={!isTouched}
      className={styles.scrim ?? ''}
      onOpenChange={(open) => !open && onClose()}
    >
      <Modal className={cx(styles.modal, styles[width])}>
        <AriaDialog className={styles.dialog ?? ''} role={role}>
          <header className={styles.header}>
            <Heading slot="title" className={styles.title ?? ''}>
              {title}
            </Heading>
            <IconButton label="Close" icon={<X />} onPress={onClose} size="small" />
          </header>
          <div className={styles.body} onInput={() => setTouched(true)}>
            {children}
          </div>
          {(actions !== undefined || footnote !== undefined) && (
            <footer className={styles.footer}>
              {footnote !== undefined && <div className={styles.footnote}>{footnote}</div>}
              {actions}
            </footer>
          )}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
