import type { EventsService, HostEvent } from '../../src-shared/api/services.ts';
import type { Log } from '../log/log.ts';

export interface EventHub extends EventsService {
  emit(event: HostEvent): void;
}

/** Tells every listener; one that throws is logged and does not stop the others. */
export function createEventHub(log: Log): EventHub {
  const listeners = new Set<(event: HostEvent) => void>();
  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    emit(event) {
      for (const listener of listeners) {
        try {
          listener(event);
        } catch (error) {
          log.warn('A listener for events failed.', { reason: String(error) });
        }
      }
    },
  };
}
