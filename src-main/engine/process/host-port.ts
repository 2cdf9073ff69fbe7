/** A worker process's end of the line to its host. */
export interface HostPort {
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Called when the host is gone. */
  onClosed(listener: () => void): void;
}

/** What Electron's `process.parentPort` gives to a utility process; declared here because only the window may import `electron`. */
interface ParentPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { data: unknown }) => void): void;
}

/** The line to the host that started this process, by either launcher. Throws when the module was run on its own. */
export function hostPort(): HostPort {
  const parentPort = (process as unknown as { parentPort?: ParentPort }).parentPort;
  if (parentPort) {
    return {
      send: (message) => parentPort.postMessage(message),
      onMessage: (listener) => parentPort.on('message', (event) => listener(event.data)),
      // Chromium ends a utility process together with its host.
      onClosed: () => undefined,
    };
  }
  const send = process.send?.bind(process);
  if (!send) throw new Error('This is a worker process of Variegate. Start the program with `npm start`.');
  return {
    // A failed send means that the host is gone, and 'disconnect' says so.
    send: (message) => send(message, () => undefined),
    onMessage: (listener) => process.on('message', listener),
    onClosed: (listener) => process.on('disconnect', listener),
  };
}
