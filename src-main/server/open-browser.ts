import { spawn } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

export interface OpenBrowserOptions {
  /** Carries the token that lets a browser in. */
  readonly address: string;
  /** Absolute; receives a file while the address may be needed. Browsers in a sandbox see no hidden folders, and not the system's temporary one. */
  readonly folder: string;
  readonly platform?: NodeJS.Platform;
  readonly environment?: NodeJS.ProcessEnv;
}

/** An address that was handed to a browser; does nothing more where there is no display to open it on. */
export interface OpenedBrowser {
  /** Takes away what only the opening needed. */
  readonly close: () => Promise<void>;
}

/**
 * Opens an address in the person's browser. Command lines are for every user of a machine to read: the opener gets the name of a file that
 * nobody else may read, and that leads on to the address. Never rejects: the address was printed as well.
 */
export async function openBrowser({
  address,
  folder,
  platform = process.platform,
  environment = process.env,
}: OpenBrowserOptions): Promise<OpenedBrowser> {
  const command = browserCommand(platform, environment);
  if (!command) return nothingOpened;
  // On Windows other users see no command lines.
  if (platform === 'win32') {
    open(command, address, environment);
    return nothingOpened;
  }
  const page = join(folder, `.open-${new URL(address).port}.html`);
  const close = () => rm(page, { force: true }).catch(() => undefined);
  try {
    await mkdir(folder, { recursive: true });
    await rm(page, { force: true });
    // `wx`: whatever another put there meanwhile is not written to.
    await writeFile(page, leadingTo(address), { mode: 0o600, flag: 'wx' });
  } catch {
    return nothingOpened;
  }
  open(command, pathToFileURL(page).href, environment);
  return { close };
}

const nothingOpened: OpenedBrowser = { close: () => Promise.resolve() };

const leadingTo = (address: string): string =>
  `<!doctype html><title>Variegate</title><meta http-equiv="refresh" content="0;url=${address}"><a href="${address}">Open Variegate</a>\n`;

type Command = readonly [program: string, ...flags: string[]];

function open([program, ...flags]: Command, what: string, environment: NodeJS.ProcessEnv): void {
  const child = spawn(program, [...flags, what], { stdio: 'ignore', detached: true, env: environment });
  child.on('error', () => undefined);
  child.unref();
}

function browserCommand(platform: NodeJS.Platform, environment: NodeJS.ProcessEnv): Command | null {
  // A browser on the far end of ssh would open on a screen that nobody sees.
  if (environment['SSH_CONNECTION'] && !environment['DISPLAY']) return null;
  switch (platform) {
    case 'darwin':
      return ['open'];
    case 'win32':
      return ['rundll32', 'url.dll,FileProtocolHandler'];
    default:
      return environment['DISPLAY'] || environment['WAYLAND_DISPLAY'] ? ['xdg-open'] : null;
  }
}
