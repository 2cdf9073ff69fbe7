import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';

/** Asks before something that cannot be undone. `action` is the verb on the button, e.g. "Remove 2,000 images". */
export function Confirm(props: {
  title: string;
  children: ReactNode;
  action: string;
  /** What the other button says. */
  refusal?: string;
  busy?: boolean;
  onConfirm: () => void;
  onClose: () => void;
}) {
  return (
    <Dialog
      title={props.title}
      onClose={props.onClose}
      width="narrow"
      role="alertdialog"
      actions={
        <>
          <Button onPress={props.onClose} autoFocus>
            {props.refusal ?? 'Keep'}
          </Button>
          <Button look="danger" onPress={props.onConfirm} isDisabled={props.busy ?? false}>
            {props.action}
          </Button>
        </>
      }
    >
      {props.children}
    </Dialog>
  );
}
