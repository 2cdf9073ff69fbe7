import { fileURLToPath } from 'node:url';
import { openAppLog } from '../log/app-log.ts';
import { version } from '../version.ts';
import { createWorkbench } from '../workbench/create-workbench.ts';
import type { HostWorkbench, WorkbenchOptions } from '../workbench/host.ts';
import { createAccess } from './access.ts';
import { attachWorkbench } from './attach.ts';
import { listenOnLoopback } from './listen.ts';

export interface HostOptions
  extends Pick<WorkbenchOptions, 'entry' | 'launcher' | 'pickFolder' | 'keySealer'> {
  /** Whether browsers are served the page; a second entry may connect in any case. */
  readonly servePage: boolean;
  /** Undefined: the first free one from 4180 on. 0: any. */
  readonly port?: number | undefined;
}

/** A running workbench that can be reached on loopback. */
export interface Host {
  readonly workbench: HostWorkbench;
  /** For a person to open: carries the token. */
  readonly address: string;
  readonly log: WorkbenchOptions['log'];
  /** Brings jobs to a durable step, closes the project and ends everything. */
  readonly close: () => Promise<void>;
}

/** Starts the workbench of an entry. */
export async function startHost({ servePage, port, ...options }: HostOptions): Promise<Host> {
  const fileLog = openAppLog();
  const { log } = fileLog;
  log.info('start', {
    version,
    entry: options.entry,
    node: process.versions.node,
    platform: process.platform,
  });
  const lastWords = (error: Error) => {
    log.error(error.stack ?? error.message);
    fileLog.flushSync();
  };
  process.on('uncaughtExceptionMonitor', lastWords);
  const listener = await listenOnLoopback(port);
  const access = createAccess();
  const workbench = await createWorkbench({
    ...options,
    version,
    log,
    recentLog: () => fileLog.tail(200),
    control: { address: listener.origin, token: access.token },
  }).catch(async (error: unknown) => {
    // What still listens would keep the process alive.
    await new Promise((resolve) => listener.server.close(resolve));
    log.error(error instanceof Error ? error.message : String(error));
    await fileLog.flush();
    process.off('uncaughtExceptionMonitor', lastWords);
    throw error;
  });
  const rendererFolder = servePage ? builtRenderer() : null;
  const served = attachWorkbench({ listener, access, workbench, rendererFolder, log: log.area('server') });
  return {
    workbench,
    address: `${listener.origin}/?token=${access.token}`,
    log,
    close: async () => {
      await served.close();
      await workbench.close();
      log.info('end');
      await fileLog.flush();
      process.off('uncaughtExceptionMonitor', lastWords);
    },
  };
}

/** `out/renderer`, seen from the sources or from the compiled host in `out/src-main`. */
export function builtRenderer(): string {
  const fromSources = import.meta.url.endsWith('.ts');
  return fileURLToPath(new URL(fromSources ? '../../out/renderer' : '../../renderer', import.meta.url));
}
