import type { TensorSpecs } from '../../networks/module.ts';

type Parameters = Pick<TensorSpecs, 'parameters'>;

/** Names of the classifier head's parameters: of the layer that the network ends with. */
export function headParameters({ parameters }: Parameters): ReadonlySet<string> {
  const layerOf = (name: string): string => name.slice(0, Math.max(0, name.lastIndexOf('.')));
  const last = parameters.at(-1)?.name ?? '';
  return new Set(parameters.map(({ name }) => name).filter((name) => layerOf(name) === layerOf(last)));
}

export interface LayerRates {
  /** Rate of the head as a multiple of the others'. */
  readonly head: number;
  /** Rate of a block as a multiple of the next one's towards the head, in (0, 1]. */
  readonly decay: number;
}

/**
 * The learning rate of each parameter as a multiple of the step's, layer-wise as timm's `layer_decay`: what comes before the numbered
 * blocks (`layer1.0`, `blocks.3`) is the first layer, each block the next, all behind them the last.
 */
export function layerRates(specs: Parameters, { head, decay }: LayerRates): (parameter: string) => number {
  const depths = depthsOf(specs);
  const last = Math.max(...depths.values());
  const heads = headParameters(specs);
  return (name) => decay ** (last - (depths.get(name) ?? last)) * (heads.has(name) ? head : 1);
}

function depthsOf({ parameters }: Parameters): ReadonlyMap<string, number> {
  const blocks = new Map<string, number>();
  const found = parameters.map(({ name }) => {
    const block = /^.*?\.\d+(?=\.)/.exec(name)?.[0];
    if (block !== undefined && !blocks.has(block)) blocks.set(block, blocks.size + 1);
    return { name, block, seen: blocks.size };
  });
  const last = blocks.size + 1;
  return new Map(
    found.map(({ name, block, seen }) => {
      if (block !== undefined) return [name, blocks.get(block) ?? last];
      return [name, seen === 0 ? 0 : last];
    }),
  );
}
