/** The only two messages between the preload script and the host; everything else goes through the port that they hand over. */
export const CONNECT_CHANNEL = 'variegate:connect';
export const PORT_CHANNEL = 'variegate:port';
