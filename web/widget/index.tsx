/** @jsxImportSource preact */
import { render } from 'preact';
import { createChat } from './chat.ts';
import { browserSocket } from './connection/socket-transport.ts';
import { createPageApi, type PageApi, replay } from './page-api.ts';
import { App } from './parts/App.tsx';
import { readSettings, type WidgetSettings } from './settings.ts';
import { createStorage } from './storage.ts';
import { applyStyles } from './styles.ts';

declare global {
  interface Window {
    Peakdesk?: Partial<PageApi> & { q?: unknown };
  }
}

const hostName = 'peakdesk-widget';

/** Runs when the script has come: puts the window into the page and takes over the calls that waited. */
function start(): void {
  const script = document.currentScript;
  const tag =
    script instanceof HTMLScriptElement ? script : document.querySelector<HTMLScriptElement>('script[data-shop]');
  if (!tag || document.querySelector(hostName)) return;
  const settings = readSettings(tag.dataset, { scriptUrl: tag.src, languages: navigator.languages });
  if (!settings) {
    console.warn('Peakdesk: the script tag needs data-shop');
    return;
  }
  if (document.body) mount(settings);
  else document.addEventListener('DOMContentLoaded', () => mount(settings), { once: true });
}

function mount(settings: WidgetSettings): void {
  const chat = createChat({
    settings,
    storage: createStorage(settings.shopId),
    openSocket: browserSocket,
    page: () => ({ title: document.title.slice(0, 300), url: location.href.slice(0, 2_000) }),
    isPageVisible: () => document.visibilityState === 'visible',
    isOnline: () => navigator.onLine,
    onNews: (news) => announce(news),
  });
  const { api, announce } = createPageApi(chat);
  const element = document.createElement(hostName);
  const root = element.attachShadow({ mode: 'open' });
  applyStyles(root);
  const place = document.createElement('div');
  root.append(place);
  document.body.append(element);
  render(<App chat={chat} settings={settings} onOpen={() => api.open()} onClose={api.close} />, place);

  addEventListener('online', chat.retryNow);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'visible') return;
    chat.retryNow();
    chat.marks.tell();
  });
  const before = window.Peakdesk;
  window.Peakdesk = api;
  chat.resume();
  replay(api, before?.q);
}

start();
