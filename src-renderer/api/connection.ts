import { create } from 'zustand';

/** `lost` only after it was once `open`: a first attempt that takes a moment is no loss. */
export type ConnectionState = 'connecting' | 'open' | 'lost';

interface Connection {
  state: ConnectionState;
  engine: { state: 'starting' | 'ready' | 'stopped'; message: string | null } | null;
}

export const useConnection = create<Connection>()(() => ({ state: 'connecting', engine: null }));

export const connectionOpened = () => useConnection.setState({ state: 'open' });

export const connectionClosed = () =>
  useConnection.setState(({ state }) => ({ state: state === 'connecting' ? 'connecting' : 'lost' }));
