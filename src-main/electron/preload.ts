import { contextBridge, ipcRenderer } from 'electron';
import { type DesktopBridge, PORT_MESSAGE } from '../../src-shared/api/port-messages.ts';
import { CONNECT_CHANNEL, PORT_CHANNEL } from './channels.ts';

const bridge: DesktopBridge = { entry: 'electron', connect: () => ipcRenderer.send(CONNECT_CHANNEL) };

// A port cannot cross the context bridge, but it can be posted to the page's own window.
ipcRenderer.on(PORT_CHANNEL, ({ ports }) => {
  window.postMessage(PORT_MESSAGE, window.location.origin, [...ports]);
});
contextBridge.exposeInMainWorld('variegate', bridge);
