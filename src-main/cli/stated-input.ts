import { type Command, InvalidArgumentError, Option } from 'commander';
import { z } from 'zod';
import {
  networkInputSchema,
  pictureLayoutSchema,
  type StatedInput,
  statedInputSchema,
} from '../../src-shared/domain/network-input.ts';
import { count, decimal } from './command.ts';
import { UsageError } from './failure.ts';

export interface StatedOptions {
  mean?: [number, number, number];
  std?: [number, number, number];
  size?: number;
  channelOrder?: string;
  layout?: string;
}

/** What a person can state of a classifier whose files do not say how it wants its pictures. */
export const addStatedOptions = (command: Command): Command =>
  command
    .option('--mean <r,g,b>', 'classifier: mean of its pictures on the 0 to 1 scale', three)
    .option('--std <r,g,b>', 'classifier: standard deviation of its pictures on that scale', three)
    .option('--size <pixels>', 'classifier: side of the pictures that it was trained on', count)
    .addOption(
      new Option('--channel-order <order>', 'classifier: order of its colours (default: rgb)').choices(
        networkInputSchema.shape.channelOrder.options,
      ),
    )
    .addOption(
      new Option('--layout <layout>', 'classifier: where its channels are').choices(
        pictureLayoutSchema.options,
      ),
    );

/** Undefined where nothing was stated. Throws a UsageError for what no network can want. */
export function statedInput({
  mean,
  std,
  size,
  channelOrder,
  layout,
}: StatedOptions): StatedInput | undefined {
  const options = { mean, std, imageSize: size, channelOrder, layout };
  const stated = Object.entries(options).filter(([, value]) => value !== undefined);
  if (stated.length === 0) return undefined;
  const parsed = statedInputSchema.safeParse(Object.fromEntries(stated));
  if (!parsed.success) throw new UsageError(z.prettifyError(parsed.error));
  return parsed.data;
}

function three(text: string): [number, number, number] {
  const [red, green, blue, ...more] = text.split(',').map(decimal);
  if (red === undefined || green === undefined || blue === undefined || more.length > 0)
    throw new InvalidArgumentError('It must be three numbers, for example 0.485,0.456,0.406.');
  return [red, green, blue];
}
