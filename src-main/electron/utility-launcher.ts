import type { UtilityProcess, utilityProcess } from 'electron';
import type { ProcessLauncher } from '../engine/process/launcher.ts';

/** Worker processes as Electron's utility processes, which work in a packaged program where plain Node does not. */
export function createUtilityLauncher(fork: typeof utilityProcess.fork): ProcessLauncher {
  return {
    launch({ entry, name }) {
      const child = fork(entry, [], { serviceName: name, stdio: 'pipe' });
      return {
        get pid() {
          return child.pid;
        },
        send: (message) => child.postMessage(message),
        onMessage: (listener) => child.on('message', listener),
        onOutput: (listener) => {
          child.stdout?.on('data', (bytes: Buffer) => listener(bytes.toString()));
          child.stderr?.on('data', (bytes: Buffer) => listener(bytes.toString()));
        },
        onExit: (listener) => child.once('exit', (code) => listener({ code, signal: null })),
        kill: () => killHard(child),
      };
    },
  };
}

/** `UtilityProcess.kill` asks politely; a blocked process would not hear it. */
function killHard(child: UtilityProcess): void {
  if (child.pid === undefined) child.kill();
  else process.kill(child.pid, 'SIGKILL');
}
