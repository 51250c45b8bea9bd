import type { DemoLanguage } from './texts.ts';

type Call = readonly unknown[];
type Loaded = {
  identify(token: string): void;
  open(context?: { productId: string; title: string }): void;
  reset(): void;
};

/** The shop's colour, also for the chat. */
const color = '#a8481f';

/** Puts the chat's script into the page, as a shop would write it in its HTML. */
export function loadWidget(language: DemoLanguage): void {
  const script = document.createElement('script');
  script.src = '/widget.js';
  script.async = true;
  Object.assign(script.dataset, { shop: 'demo', language, color });
  const transport = new URLSearchParams(location.search).get('transport');
  if (transport) script.dataset.transport = transport;
  document.head.append(script);
}

/** Calls the chat; before its script has come the calls wait in a queue. */
export const chat: Loaded = {
  identify: (token) => call('identify', token),
  open: (context) => call('open', context),
  reset: () => call('reset'),
};

function call(method: keyof Loaded, ...given: Call): void {
  const page: { Peakdesk?: { q?: Call[] } & Record<string, unknown> } = Object(window);
  page.Peakdesk ??= { q: [] };
  const known = page.Peakdesk[method];
  if (typeof known === 'function') known(...given);
  else page.Peakdesk.q?.push([method, ...given]);
}
