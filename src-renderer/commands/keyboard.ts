import type { CommandState } from './command.ts';
import { isMac, nameOfPress } from './keys.ts';
import type { CommandRegistry } from './registry.ts';

/** Lets key presses perform commands; returns the way to stop. */
export function followKeyboard(registry: CommandRegistry, state: () => CommandState): () => void {
  const mac = isMac();
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return;
    const key = nameOfPress(event, mac);
    if (!isHeard(key, event.target)) return;
    const command = registry.byKey(key, state());
    if (!command) return;
    event.preventDefault();
    command.perform();
  };
  window.addEventListener('keydown', onKeyDown);
  return () => window.removeEventListener('keydown', onKeyDown);
}

const TYPING = 'input:not([type=checkbox],[type=radio],[type=range]), textarea, select, [contenteditable]';
/** What Space and Enter press. */
const PRESSED = 'button, a, input, summary, [role=button], [role=tab], [role=radio], [role=menuitem]';
/** What the arrows move in. */
const MOVED_IN =
  'input, [aria-haspopup], [role=radio], [role=tab], [role=slider], [role=row], [data-own-keys]';
const PRESSING = new Set(['Space', 'Enter']);
const MOVING = /^(?:Shift\+)?(?:Arrow\w+|Home|End|PageUp|PageDown)$/;

/** Keys are dead while typing and as long as a dialog is open; a focused control keeps the keys that work it. */
function isHeard(key: string, target: EventTarget | null): boolean {
  // Wherever the focus is: a command may open another dialog, in place of one in which something was typed.
  if (document.querySelector('[role=dialog], [role=alertdialog]')) return false;
  if (!(target instanceof Element)) return true;
  const palette = key === 'Mod+k';
  if (target.closest('[role=menu], [role=listbox]')) return palette;
  if (target.closest(TYPING)) return palette;
  if (target.closest('[data-review-grid], [data-prompt-table]')) return true;
  if (PRESSING.has(key)) return !target.closest(PRESSED);
  return !(MOVING.test(key) && target.closest(MOVED_IN));
}
