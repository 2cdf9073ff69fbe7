import { z } from 'zod';
import type { PickForm } from '../lowering-context.ts';

/** Shortest times of one node by the name of its form, in milliseconds. */
export const formTimesSchema = z.record(z.string(), z.number().positive());

/** What was measured on one machine with one runtime and number of threads, by the node's choice key. */
export const formCostsSchema = z.record(z.string(), formTimesSchema);

export type FormTimes = z.infer<typeof formTimesSchema>;
export type FormCosts = z.infer<typeof formCostsSchema>;

/**
 * A form that is faster by less than this share is not taken instead of the rule's: timing one node alone leaves out what its neighbours gain
 * from the layout it gives, and repeats to a few percent only.
 */
const CLEARLY = 0.9;

/** The form that was measured to be clearly fastest; the lowering's own rule where none was. */
export const byCosts =
  (costs: FormCosts): PickForm =>
  ({ key, context, lowering, fitting }) => {
    const times = costs[key];
    if (times === undefined) return undefined;
    const usual = lowering.choose(context);
    const ranked = fitting
      .flatMap((name) => (times[name] === undefined ? [] : [{ name, time: times[name] }]))
      .toSorted((a, b) => a.time - b.time);
    const [best] = ranked;
    return best && best.time < CLEARLY * (times[usual] ?? Number.POSITIVE_INFINITY) ? best.name : undefined;
  };
