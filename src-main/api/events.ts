import type { EventsService, HostEvent } from '../../src-shared/api/services.ts';
import { procedure, router } from './trpc.ts';

export const eventsRouter = router({
  stream: procedure.subscription(({ ctx, signal }) => eventStream(ctx.workbench.events, signal)),
});

/** Turns the listener into an async sequence; a slow client gets everything in order, buffered here. */
async function* eventStream(
  events: EventsService,
  signal: AbortSignal | undefined,
): AsyncGenerator<HostEvent> {
  const waiting: HostEvent[] = [];
  let wake: () => void = () => undefined;
  const unsubscribe = events.subscribe((event) => {
    waiting.push(event);
    wake();
  });
  let ended = false;
  const onAbort = () => {
    ended = true;
    wake();
  };
  signal?.addEventListener('abort', onAbort);
  try {
    while (!ended) {
      const event = waiting.shift();
      if (event) yield event;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
  } finally {
    unsubscribe();
    signal?.removeEventListener('abort', onAbort);
  }
}
