/** How state tensors are called in graphs and checkpoints: parameters and buffers by their own names. */
export const slotName = (slot: string, parameter: string): string => `optimizer.${slot}.${parameter}`;

/** Graph output that holds a state tensor's value after the step. */
export const nextName = (name: string): string => `next.${name}`;

/** Steps taken so far, int64 scalar. */
export const stepCountName = 'optimizer.step';
