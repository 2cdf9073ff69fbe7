import { parentPort } from 'node:worker_threads';
import { BatchFiller } from './batch-filler.ts';
import { ImageReader } from './image-reader.ts';
import type { FromWorker, ToWorker } from './worker-messages.ts';
import { checkPicture, readWorkingPixels } from './working-pixels.ts';

/** Entry of a data worker thread: decodes images and fills batches as `DataWorkers` asks. */

if (!parentPort) throw new Error('This module is the entry of a worker thread.');
const port = parentPort;
const readers = new Map<number, ImageReader>();
const fillers = new Map<number, BatchFiller>();

const reply = (message: FromWorker, transfer: readonly ArrayBuffer[] = []): void =>
  port.postMessage(message, transfer);

function openBatches(message: Extract<ToWorker, { kind: 'open-batches' }>): void {
  const reader = readers.get(message.images);
  if (reader) fillers.set(message.batches, new BatchFiller(reader, message.transform, message.ring));
}

async function fill(message: Extract<ToWorker, { kind: 'fill' }>): Promise<void> {
  const filler = fillers.get(message.batches);
  if (!filler) return;
  await filler.fill(message);
  reply({ kind: 'filled', batches: message.batches });
}

async function decode({ request, path, workingSize }: Extract<ToWorker, { kind: 'decode' }>): Promise<void> {
  const pixels = await readWorkingPixels(path, workingSize);
  if ('unusable' in pixels) {
    reply({ kind: 'read', request, unusable: pixels.unusable });
    return;
  }
  // Buffers of decoders may be slices of a pool; what travels must own its memory.
  const data = Uint8Array.from(pixels.data);
  reply({ kind: 'read', request, pixels: { ...pixels, data } }, [data.buffer]);
}

async function check({ request, path }: Extract<ToWorker, { kind: 'check' }>): Promise<void> {
  reply({ kind: 'read', request, ...(await checkPicture(path)) });
}

async function handle(message: ToWorker): Promise<void> {
  switch (message.kind) {
    case 'open-images':
      readers.set(message.images, new ImageReader(message.shared));
      return;
    case 'close-images':
      readers.delete(message.images);
      return;
    case 'open-batches':
      openBatches(message);
      return;
    case 'close-batches':
      fillers.get(message.batches)?.stop();
      fillers.delete(message.batches);
      return;
    case 'fill':
      return fill(message);
    case 'decode':
      return decode(message);
    case 'check':
      return check(message);
    case 'exit':
      for (const filler of fillers.values()) filler.stop();
      port.close();
      return;
    default:
      message satisfies never;
  }
}

port.on('message', (message: ToWorker) => {
  handle(message).catch((error: unknown) => {
    reply({
      kind: 'crashed',
      message: error instanceof Error ? (error.stack ?? error.message) : String(error),
    });
  });
});
