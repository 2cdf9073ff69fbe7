import { ipcMain, MessageChannelMain, type MessagePortMain } from 'electron';
import type { Workbench } from '../../src-shared/api/services.ts';
import { CONNECT_CHANNEL, PORT_CHANNEL } from './channels.ts';
import { pageAddress } from './protocol.ts';
import { type ApiPort, servePort } from './trpc-port.ts';

/** Hands a port that carries the API to each page of the program that asks for one, and to nobody else. */
export function connectWindows(workbench: Workbench): void {
  ipcMain.on(CONNECT_CHANNEL, ({ senderFrame }) => {
    if (!senderFrame?.url.startsWith(pageAddress) || senderFrame.parent !== null) return;
    const { port1, port2 } = new MessageChannelMain();
    servePort(apiPort(port1), workbench);
    senderFrame.postMessage(PORT_CHANNEL, null, [port2]);
  });
}

function apiPort(port: MessagePortMain): ApiPort {
  port.start();
  return {
    post: (message) => port.postMessage(message),
    onMessage: (listener) => port.on('message', ({ data }: { data: unknown }) => listener(data)),
    onClose: (listener) => port.on('close', listener),
  };
}
