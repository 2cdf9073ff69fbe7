import { app, type BrowserWindow, dialog } from 'electron';
import { LOADED_AGAIN } from '../../src-shared/api/port-messages.ts';
import type { Log } from '../log/log.ts';
import { afterPageLoss } from './page-loss.ts';
import { pageAddress } from './protocol.ts';

/** Loads the page of a window again when its process is gone. Jobs run in the host and are not touched by it. */
export function reloadLostPage(window: BrowserWindow, log: Log): void {
  let reloadedAt: number | null = null;

  async function load(): Promise<void> {
    reloadedAt = Date.now();
    await window.loadURL(`${pageAddress}${LOADED_AGAIN}`);
  }

  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    const answer = afterPageLoss(reason, reloadedAt === null ? null : Date.now() - reloadedAt);
    if (answer === 'ignore' || window.isDestroyed()) return;
    log.error('The page of the window is gone.', { reason, exitCode });
    void (async () => {
      if (answer === 'ask' && !(await wantsAnother(window, reason))) return app.quit();
      await load();
    })();
  });
}

async function wantsAnother(window: BrowserWindow, reason: string): Promise<boolean> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'error',
    message: 'The window stopped again soon after it was loaded.',
    detail: `The system says: ${reason}. Jobs go on as long as the program runs; "Quit" pauses them.`,
    buttons: ['Load the window again', 'Quit'],
    defaultId: 0,
    cancelId: 1,
    noLink: true,
  });
  return response === 0;
}
