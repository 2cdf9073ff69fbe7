import type { ErrorReport } from '../errors.ts';

/**
 * What crosses the MessagePort between the window and the host: the API's calls, as WebSocket messages carry them elsewhere.
 * `id` is chosen by the window, unique for the life of the port. A query or mutation is answered by one `result` or `error`;
 * a subscription by any number of `data`, then `done` or `error`.
 */
export type PortRequest =
  | { id: number; method: 'query' | 'mutation' | 'subscription'; path: string; input: unknown }
  /** Ends a subscription, or abandons a call whose answer nobody waits for. */
  | { id: number; method: 'stop' };

export type PortResponse =
  | { id: number; kind: 'result'; data: unknown }
  | { id: number; kind: 'data'; data: unknown }
  | { id: number; kind: 'done' }
  | { id: number; kind: 'error'; report: ErrorReport };

/**
 * `window.variegate`, the only thing that the preload script gives to the page. `connect` asks the host for a port; it arrives as a
 * message event of the page's own window whose data is `PORT_MESSAGE` and whose `ports[0]` is the port.
 */
export interface DesktopBridge {
  entry: 'electron';
  connect(): void;
}

export const PORT_MESSAGE = 'variegate:port';

/** At the end of the page's address where it was loaded again because its process was gone; the page says so and takes it away. */
export const LOADED_AGAIN = '?loaded-again';
