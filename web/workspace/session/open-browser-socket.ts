import type { Socket } from '../../api/realtime-client.ts';

/** Opens the browser's own WebSocket to the server that the page came from. */
export function openBrowserSocket(): Socket {
  const browser = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/realtime`);
  const socket: Socket = {
    send: (text) => browser.send(text),
    close: () => browser.close(),
    onopen: null,
    onmessage: null,
    onclose: null,
  };
  browser.onopen = () => socket.onopen?.();
  browser.onmessage = (event: MessageEvent<unknown>) => socket.onmessage?.(event);
  browser.onclose = (event) => socket.onclose?.(event);
  return socket;
}
