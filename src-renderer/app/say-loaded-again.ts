import { LOADED_AGAIN } from '../../src-shared/api/port-messages.ts';
import { notify } from '../ui/notifications.ts';

/** Says once why the desktop window is back where it began. */
export function sayLoadedAgain(): void {
  const { search, pathname, hash } = window.location;
  if (search !== LOADED_AGAIN) return;
  window.history.replaceState(null, '', pathname + hash);
  notify('failed', {
    message: 'The window stopped and was loaded again.',
    advice: 'Jobs went on. What was typed and not yet saved is lost. The log files (menu Help) say more.',
  });
}
