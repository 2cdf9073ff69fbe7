import { int, ints } from '../attributes.ts';
import type { Attributes } from '../graph.ts';

export interface WindowOptions {
  /** One entry a spatial axis; default 1. */
  readonly strides?: readonly number[];
  readonly dilations?: readonly number[];
  /** Padding of all begins, then of all ends; default 0. */
  readonly pads?: readonly number[];
}

export interface ConvOptions extends WindowOptions {
  readonly group?: number;
}

export function windowAttributes(options: WindowOptions): Attributes {
  return {
    ...(options.strides ? { strides: ints(options.strides) } : {}),
    ...(options.dilations ? { dilations: ints(options.dilations) } : {}),
    ...(options.pads ? { pads: ints(options.pads) } : {}),
  };
}

export function convAttributes(options: ConvOptions): Attributes {
  return {
    ...windowAttributes(options),
    ...(options.group === undefined ? {} : { group: int(options.group) }),
  };
}
