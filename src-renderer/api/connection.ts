import { create } from 'zustand';
import type { EngineRole, EngineState } from '../../src-shared/api/services.ts';
import type { ErrorReport } from '../../src-shared/errors.ts';

/** `lost` only after it was once `open`: a first attempt that takes a moment is no loss. */
export type ConnectionState = 'connecting' | 'open' | 'lost';

interface Connection {
  state: ConnectionState;
  /** What the host last told of each of its worker processes. */
  engines: Partial<Record<EngineRole, { state: EngineState; error: ErrorReport | null }>>;
}

export const useConnection = create<Connection>()(() => ({ state: 'connecting', engines: {} }));

export const connectionOpened = () => useConnection.setState({ state: 'open' });

export const connectionClosed = () =>
  useConnection.setState(({ state }) => ({ state: state === 'connecting' ? 'connecting' : 'lost' }));
