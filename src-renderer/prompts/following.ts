import { coalesce } from '../api/coalesce.ts';
import { onHostEvent } from '../api/host-events.ts';
import { queries, queryClient } from '../api/queries.ts';

/** While images keep arriving, their counts beside the prompts may lag behind: there may be 20,000 of them. */
const LAG_MS = 3000;

/** Keeps the list true to what happens elsewhere; who looks at another screen asks nothing. */
export function followPrompts(): void {
  const countAgain = coalesce(
    () => LAG_MS,
    () => void queryClient.invalidateQueries({ queryKey: queries.prompts().queryKey }),
  );
  onHostEvent((event) => {
    if (event.type === 'images' || event.type === 'verdicts') countAgain('images');
    // A class that is called otherwise makes prompts stale.
    else if (event.type === 'classes') countAgain('classes');
  });
}
