import { describe, expect, it } from 'vitest';
import { createPageApi, replay } from './page-api.ts';
import { createStore } from './state/store.ts';
import { aMessage, aMessageLine } from './testing/factories.ts';

function aPage() {
  const told: string[] = [];
  const store = createStore();
  const { api, announce } = createPageApi({
    store,
    prepare: () => void told.push('prepared'),
    identify: async (token) => void told.push(`identified ${token}`),
    reset: async () => void told.push('reset'),
    marks: { tell: () => undefined, again: () => undefined },
  });
  return { told, store, api, announce };
}

describe("the page's side of the chat", () => {
  it('takes over the calls that waited for the script, and leaves what is none', () => {
    const { told, store, api } = aPage();
    replay(api, [
      ['on', 'open', () => told.push('open')],
      ['identify', 'a.b.c'],
      ['open', { productId: 'NYA001', title: ' 羽绒服 ' }],
      ['nonsense', 1],
      'open',
    ]);
    expect(told).toEqual(['identified a.b.c', 'open', 'prepared']);
    expect(store.get().context).toEqual({ productId: 'NYA001', title: '羽绒服' });
    replay(api, undefined);
  });

  it('tells of opening, closing and unread replies, each once, until it is stopped', () => {
    const { store, api } = aPage();
    const heard: unknown[] = [];
    const stop = api.on('unread', (detail) => heard.push(detail));
    api.on('close', () => heard.push('close'));
    store.dispatch({ type: 'line', line: aMessageLine(aMessage(1)), now: 0, isWatched: false });
    api.close();
    api.open();
    api.close();
    expect(heard).toEqual([{ count: 1 }, 'close']);
    stop();
    store.dispatch({ type: 'line', line: aMessageLine(aMessage(2)), now: 0, isWatched: false });
    expect(heard).toHaveLength(2);
  });

  it('ignores what is no token and no product', () => {
    const { told, store, api } = aPage();
    api.identify('');
    api.open({ title: '' });
    expect(told).toEqual(['prepared']);
    expect(store.get().context).toBeUndefined();
  });
});
