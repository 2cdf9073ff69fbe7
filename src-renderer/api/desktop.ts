import { type DesktopBridge, PORT_MESSAGE } from '../../src-shared/api/port-messages.ts';

declare global {
  interface Window {
    /** Present in the desktop window only; put there by its preload script. */
    readonly variegate?: DesktopBridge;
  }
}

/** The desktop window's bridge, or undefined in a browser. */
export const desktopBridge = (): DesktopBridge | undefined => window.variegate;

/** Asks the host for the port that carries the API. */
export function receivePort(bridge: DesktopBridge): Promise<MessagePort> {
  return new Promise((resolve) => {
    const onMessage = (event: MessageEvent<unknown>) => {
      const port = event.ports[0];
      if (event.source !== window || event.data !== PORT_MESSAGE || !port) return;
      window.removeEventListener('message', onMessage);
      resolve(port);
    };
    window.addEventListener('message', onMessage);
    bridge.connect();
  });
}
