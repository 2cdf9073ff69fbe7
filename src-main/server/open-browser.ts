import { spawn } from 'node:child_process';

/** Opens an address in the person's browser; false where there is no display to open it on. */
export function openBrowser(
  address: string,
  platform: NodeJS.Platform = process.platform,
  environment: NodeJS.ProcessEnv = process.env,
): boolean {
  const command = browserCommand(platform, environment);
  if (!command) return false;
  const [program, ...flags] = command;
  const child = spawn(program, [...flags, address], { stdio: 'ignore', detached: true });
  // The address was printed as well; a missing opener is no failure.
  child.on('error', () => undefined);
  child.unref();
  return true;
}

function browserCommand(
  platform: NodeJS.Platform,
  environment: NodeJS.ProcessEnv,
): [string, ...string[]] | null {
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
