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
import { type Background, createBackground } from './background.ts';
import { connectWindows } from './connect-window.ts';
import { inTurn } from './in-turn.ts';
import { createKeySealer } from './key-sealer.ts';
import { menuTemplate } from './menu.ts';
import { projectArgument, readStart, type Start } from './project-argument.ts';
import { answerProtocol, scheme } from './protocol.ts';
import { restrictPages } from './restrict.ts';
import { followRunningJobs, type RunningJobs } from './running-jobs.ts';
import { createUtilityLauncher } from './utility-launcher.ts';
import { showWindow } from './show-window.ts';

const placeFile = join(appFolder(), 'window.json');

app.enableSandbox();
protocol.registerSchemesAsPrivileged([
  {
    scheme,
    privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
  },
]);
const asked: Start = { project: projectArgument(process.argv, process.cwd()) };
if (app.requestSingleInstanceLock({ ...asked })) await run();
else app.quit();

/** Asked to show a window before it has one, the program still shows one only: every request waits its turn. */
async function run(): Promise<void> {
  const next = inTurn();
  const program = next(start);
  const show = (project: string | null): Promise<void> =>
    next(async () => {
      const { host, jobs, background } = await program;
      if (project !== null) await openProject(host, project);
      const log = host.log.area('window');
      await showWindow({ placeFile, workbench: host.workbench, jobs, background, log });
    });
  // From the first moment on: a second start hands over what it was asked for once, and ends.
  app.on('second-instance', (_event, _argv, _folder, handedOver) => void show(readStart(handedOver).project));
  app.on('activate', () => void show(null));
  await show(asked.project);
}

interface Program {
  readonly host: Host;
  readonly jobs: RunningJobs;
  readonly background: Background;
}

async function start(): Promise<Program> {
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
  const { jobs, background } = showRunningJobs(host);
  // The window decides by its question whether the program goes on without it.
  app.on('window-all-closed', () => undefined);
  return { host, jobs, background };
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
function showRunningJobs({ workbench }: Host): Omit<Program, 'host'> {
  let blocker: number | null = null;
  const jobs = followRunningJobs({
    onActive: (active) => {
      if (blocker !== null) powerSaveBlocker.stop(blocker);
      blocker = active ? powerSaveBlocker.start('prevent-app-suspension') : null;
      if (!active) background.jobsEnded();
    },
    onProgress: (share) => {
      for (const window of BrowserWindow.getAllWindows()) {
        window.setProgressBar(share ?? -1, { mode: share === -1 ? 'indeterminate' : 'normal' });
      }
    },
  });
  const background = createBackground({
    isBusy: () => jobs.current().length > 0,
    end: () => app.quit(),
    after: (milliseconds, work) => setTimeout(work, milliseconds),
  });
  workbench.events.subscribe(jobs.handle);
  return { jobs, background };
}

async function openProject({ workbench, log }: Host, folder: string): Promise<void> {
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
