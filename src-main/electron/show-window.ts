import { app, BrowserWindow, dialog } from 'electron';
import type { Workbench } from '../../src-shared/api/services.ts';
import type { Log } from '../log/log.ts';
import type { Background } from './background.ts';
import { type CloseAnswer, closeQuestion } from './close-question.ts';
import { pageAddress } from './protocol.ts';
import { reloadLostPage } from './reload-lost-page.ts';
import type { RunningJobs } from './running-jobs.ts';
import { makeWindow } from './window.ts';

interface Shown {
  readonly placeFile: string;
  readonly workbench: Workbench;
  readonly jobs: RunningJobs;
  readonly background: Background;
  readonly log: Log;
}

/** Brings the window to the front, or opens it. Closing it while jobs run asks what becomes of them. */
export async function showWindow({ placeFile, workbench, jobs, background, log }: Shown): Promise<void> {
  background.leave();
  const [existing] = BrowserWindow.getAllWindows();
  if (existing) {
    if (existing.isMinimized()) existing.restore();
    existing.show();
    existing.focus();
    return;
  }
  const window = await makeWindow(placeFile);
  let isDecided = false;

  async function decide(): Promise<void> {
    const answer = await ask(window, jobs);
    if (answer === 'stay') return;
    if (answer === 'background') {
      window.hide();
      background.enter();
      return;
    }
    if (answer === 'cancel-jobs') {
      await Promise.allSettled(jobs.current().map(({ id }) => workbench.jobs.cancel(id)));
    }
    isDecided = true;
    app.quit();
  }

  window.on('close', (event) => {
    if (isDecided) return;
    event.preventDefault();
    void decide();
  });
  reloadLostPage(window, log);
  await window.loadURL(pageAddress);
}

async function ask(window: BrowserWindow, jobs: RunningJobs): Promise<CloseAnswer> {
  const question = closeQuestion(jobs.current());
  if (!question) return 'pause';
  const { answers, buttons, ...texts } = question;
  const { response } = await dialog.showMessageBox(window, {
    ...texts,
    buttons: [...buttons],
    type: 'question',
    noLink: true,
  });
  return answers[response] ?? 'stay';
}
