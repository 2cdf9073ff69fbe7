/** How state tensors are called in graphs and checkpoints: parameters and buffers by their own names. */
export const slotName = (slot: string, parameter: string): string => `optimizer.${slot}.${parameter}`;

/** The moving average of a parameter or buffer. */
export const averageName = (name: string): string => `average.${name}`;

/** Graph output that holds a state tensor's value after the step. */
export const nextName = (name: string): string => `next.${name}`;

/** Steps taken so far with the present optimizer state, int64 scalar. */
export const stepCountName = 'optimizer.step';

/** Names of what an optimizer remembers begin with this. */
export const OPTIMIZER_PREFIX = 'optimizer.';
