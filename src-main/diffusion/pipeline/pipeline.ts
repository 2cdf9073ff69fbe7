import type { ExecutionProvider } from '../../../src-shared/domain/execution-provider.ts';
import { checkModelFolder } from '../model-folder/check-model-folder.ts';
import type { ModelConfigs } from '../model-folder/model-configs.ts';
import { requireProvider } from '../../graph/executors/check-provider.ts';
import { openNetwork } from '../../graph/executors/open-network.ts';
import { createTextEncoder, type TextEncoder } from './text-encoder.ts';
import { createUnet, type Unet } from './unet.ts';
import { createVaeDecoder, type VaeDecoder } from './vae-decoder.ts';

/** The loaded networks of one model folder. */
export interface Pipeline {
  readonly configs: ModelConfigs;
  /** Exported for latents of the default size only. */
  readonly fixedSize: boolean;
  readonly textEncoder: TextEncoder;
  readonly unet: Unet;
  readonly vaeDecoder: VaeDecoder;
  readonly dispose: () => Promise<void>;
}

/** Checks and loads a model folder. Throws a `UserError` that says what is wrong with it, or that the provider does not work here. */
export async function openPipeline(folder: string, provider: ExecutionProvider = 'cpu'): Promise<Pipeline> {
  await requireProvider(provider);
  const { paths, configs, fixedSize } = await checkModelFolder(folder);
  const opened: { dispose: () => Promise<void> }[] = [];
  const dispose = async (): Promise<void> => {
    await Promise.all(opened.map((part) => part.dispose()));
  };
  async function open<T>(
    path: string,
    label: string,
    use: (model: Awaited<ReturnType<typeof openNetwork>>) => T,
  ) {
    const model = await openNetwork(path, label, provider);
    opened.push(model);
    return use(model);
  }
  try {
    const textEncoder = await open(paths.text_encoder, 'text_encoder/model.onnx', (model) =>
      createTextEncoder(model, configs),
    );
    const unet = await open(paths.unet, 'unet/model.onnx', createUnet);
    const vaeDecoder = await open(paths.vae_decoder, 'vae_decoder/model.onnx', (model) =>
      createVaeDecoder(model, configs),
    );
    return { configs, fixedSize, textEncoder, unet, vaeDecoder, dispose };
  } catch (error) {
    await dispose();
    throw error;
  }
}
