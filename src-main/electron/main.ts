import { join } from 'node:path';
import {
  app,
  BrowserWindow,
  dialog,
  Menu,
  powerSaveBlocker,
  protocol,
  safeStorage,
  shell,
  utilityProcess,
} from 'electron';
import { appFolder } from '../app-folder.ts';
import { createRoutes } from '../server/routes.ts';
import { builtRenderer, type Host, startHost } from '../server/start-host.ts';
import { connectWindows } from './connect-window.ts';
import { inTurn } from './in-turn.ts';
import { createKeySealer } from './key-sealer.ts';
import { menuTemplate } from './menu.ts';
import { projectArgument } from './project-argument.ts';
import { answerProtocol, scheme } from './protocol.ts';
import { restrictPages } from './restrict.ts';
import { followRunningJobs, type RunningJobs } from './running-jobs.ts';
import { createUtilityLauncher } from './utility-launcher.ts';
import { showWindow } from './show-window.ts';

const placeFile = join(appFolder(), 'window.json');
/** Between two jobs of the queue nothing runs for a moment. */
const idleMs = 5_000;

app.enableSandbox();
protocol.registerSchemesAsPrivileged([
  {
    scheme,
    privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
  },
]);
if (app.requestSingleInstanceLock()) await run();
else app.quit();

/** Asked to show a window before it has one, the program still shows one only: every request waits its turn. */
async function run(): Promise<void> {
  const next = inTurn();
  const program = next(start);
  const show = (argv: readonly string[], workingDirectory: string): Promise<void> =>
    next(async () => {
      const { host, jobs } = await program;
      await openProjectFromArguments(host, argv, workingDirectory);
      await showWindow(placeFile, host.workbench, jobs);
    });
  // From the first moment on: a second start hands its arguments over once, and ends.
  app.on('second-instance', (_event, argv, workingDirectory) => void show(argv, workingDirectory));
  app.on('activate', () => void show([], process.cwd()));
  await show(process.argv, process.cwd());
}

async function start(): Promise<{ host: Host; jobs: RunningJobs }> {
  await app.whenReady();
  restrictPages();
  const host = await startHost({
    entry: 'electron',
    servePage: false,
    port: 0,
    launcher: createUtilityLauncher(utilityProcess.fork.bind(utilityProcess)),
    pickFolder,
    keySealer: createKeySealer(safeStorage),
  });
  endOrderly(host);
  serveOwnProtocol(host);
  connectWindows(host.workbench);
  const openLogFolder = () => void shell.openPath(join(appFolder(), 'log'));
  Menu.setApplicationMenu(
    Menu.buildFromTemplate(menuTemplate({ openLogFolder, isMac: process.platform === 'darwin' })),
  );
  const jobs = showRunningJobs(host);
  // The window decides by its question whether the program goes on without it.
  app.on('window-all-closed', () => undefined);
  return { host, jobs };
}

async function pickFolder(): Promise<string | null> {
  const { filePaths } = await dialog.showOpenDialog({ properties: ['openDirectory', 'createDirectory'] });
  return filePaths[0] ?? null;
}

function serveOwnProtocol({ workbench, log }: Host): void {
  // The page stays inside the archive of a packaged program, where its integrity is checked.
  const rendererFolder = builtRenderer().replace('app.asar.unpacked', 'app.asar');
  protocol.handle(
    scheme,
    answerProtocol(createRoutes({ workbench, rendererFolder, log: log.area('window') })),
  );
}

/** Keeps the machine awake while a job runs, and shows its progress in the task bar. */
function showRunningJobs({ workbench }: Host): RunningJobs {
  let blocker: number | null = null;
  const jobs = followRunningJobs({
    onActive: (active) => {
      if (blocker !== null) powerSaveBlocker.stop(blocker);
      blocker = active ? powerSaveBlocker.start('prevent-app-suspension') : null;
      if (!active) setTimeout(() => quitWhenIdle(jobs), idleMs);
    },
    onProgress: (share) => {
      for (const window of BrowserWindow.getAllWindows()) {
        window.setProgressBar(share ?? -1, { mode: share === -1 ? 'indeterminate' : 'normal' });
      }
    },
  });
  workbench.events.subscribe(jobs.handle);
  return jobs;
}

/** A hidden program has nothing to wait for once its jobs are done. */
function quitWhenIdle(jobs: RunningJobs): void {
  const isHidden = BrowserWindow.getAllWindows().every((window) => !window.isVisible());
  if (isHidden && jobs.current().length === 0) app.quit();
}

async function openProjectFromArguments(
  { workbench, log }: Host,
  argv: readonly string[],
  workingDirectory: string,
): Promise<void> {
  const folder = projectArgument(argv, workingDirectory);
  if (folder === null) return;
  try {
    await workbench.projects.open({ sourceId: await workbench.registerSource(folder) });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    log.error(message);
    dialog.showErrorBox('The project cannot be opened', message);
  }
}

/** Quitting waits until the host has brought its jobs to a durable step. */
function endOrderly(host: Host): void {
  let closed = false;
  app.on('will-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    void host.close().finally(() => {
      closed = true;
      app.quit();
    });
  });
}
