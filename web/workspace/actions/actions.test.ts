import { describe, expect, it } from 'vitest';
import simplified from '../../i18n/workspace/zh-CN.json';
import { makeDetail, makeSession } from '../testing/make.ts';
import { actionList, actions, availabilityOf, type Desk, isPressed, keysOf } from './index.ts';
import { isSameShortcut } from './shortcut.ts';

const verbs: Desk['verbs'] = new Proxy(Object.create(null), { get: () => () => undefined });
const everything = actionList.flatMap((action) => (action.permission ? [action.permission] : []));
const desk = (
  given: { abilities?: readonly string[]; conversation?: object; suggestionCount?: number } = {},
): Desk => ({
  session: makeSession(given.abilities ?? everything, { staffId: 'me' }),
  detail: given.conversation ? makeDetail([], given.conversation) : undefined,
  suggestionCount: given.suggestionCount ?? 0,
  verbs,
});
const press = (key: string, more: object = {}) => ({
  key,
  code: '',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  isComposing: false,
  ...more,
});

describe('the table of actions', () => {
  it('gives no shortcut twice', () => {
    const shortcuts = actionList.flatMap((action) => (action.shortcut ? [action.shortcut] : []));
    const twice = shortcuts.filter(
      (one, index) => shortcuts.findIndex((other) => isSameShortcut(one, other)) !== index,
    );
    expect(twice).toEqual([]);
  });

  it('names each action by its own key, in words that exist', () => {
    const words: Record<string, unknown> = simplified.action;
    expect(Object.entries(actions).filter(([name, action]) => action.id !== name)).toEqual([]);
    expect(actionList.filter((action) => typeof words[action.label.replace('action.', '')] !== 'string')).toEqual([]);
  });
});

describe('shortcuts', () => {
  it.each([
    ['a single key', { key: 'j' }, press('j'), false, true],
    ['a single key while somebody types', { key: 'j' }, press('j'), true, false],
    ['a capital letter', { key: 'j' }, press('J'), false, true],
    ['a single key with Ctrl', { key: 'j' }, press('j', { ctrlKey: true }), false, false],
    ['Ctrl+K while somebody types', { key: 'k', mod: true }, press('k', { ctrlKey: true }), true, true],
    ['Command+K', { key: 'k', mod: true }, press('k', { metaKey: true }), true, true],
    [
      'Alt+1 on a Mac, which writes another sign',
      { key: '1', alt: true },
      press('¡', { altKey: true, code: 'Digit1' }),
      true,
      true,
    ],
    ['a key of an input method', { key: 'j' }, press('j', { isComposing: true }), false, false],
  ] as const)('%s', (_name, shortcut, event, isTyping, expected) => {
    expect(isPressed(shortcut, event, isTyping)).toBe(expected);
  });

  it('are shown with the keys of the machine', () => {
    expect(keysOf({ key: 'k', mod: true }, false)).toEqual(['Ctrl', 'K']);
    expect(keysOf({ key: '1', alt: true }, true)).toEqual(['⌥', '1']);
  });
});

describe('what can be done', () => {
  const mine = { handler: { kind: 'agent', staffId: 'me' } };
  const colleagues = { handler: { kind: 'agent', staffId: 'other' } };
  const ai = { handler: { kind: 'ai' } };
  const withoutTakeOver = everything.filter((ability) => ability !== 'conversations.take-over');
  it.each([
    ['take', 'nothing is open', desk(), 'noConversation'],
    ['take', 'the AI has it', desk({ conversation: ai }), 'ready'],
    ['take', 'it is mine', desk({ conversation: mine }), 'mineAlready'],
    ['take', 'a colleague has it', desk({ conversation: colleagues, abilities: withoutTakeOver }), 'colleague'],
    [
      'take',
      'a supervisor takes it over',
      desk({ conversation: colleagues, abilities: [...everything, 'conversations.take-over'] }),
      'ready',
    ],
    ['take', 'the role may not', desk({ conversation: ai, abilities: [] }), 'role'],
    ['giveBack', 'the AI has it', desk({ conversation: ai }), 'aiAlready'],
    ['giveBack', 'it is mine', desk({ conversation: mine }), 'ready'],
    ['close', 'it is closed', desk({ conversation: { ...mine, status: 'closed' } }), 'closed'],
    ['reopen', 'it is closed', desk({ conversation: { ...mine, status: 'closed' } }), 'ready'],
    ['reopen', 'it is open', desk({ conversation: mine }), 'notClosed'],
    ['adopt2', 'there is one suggestion', desk({ conversation: mine, suggestionCount: 1 }), 'noSuggestion'],
    ['adopt1', 'there is one suggestion', desk({ conversation: mine, suggestionCount: 1 }), 'ready'],
  ] as const)('%s: %s', (id, _name, given, expected) => {
    const availability = availabilityOf(actions[id], given);
    expect(availability.kind === 'blocked' ? availability.reason : availability.kind).toBe(expected);
  });
});
