import { describe, expect, it } from 'vitest';
import { fillCanned, findCanned } from './canned.ts';

const reply = (shortcut: string, words: string) => ({
  shortcut,
  title: { 'zh-CN': words, 'zh-TW': words, en: words },
  text: { 'zh-CN': words, 'zh-TW': words, en: words },
});
const replies = [reply('hi', '问候'), reply('hold', '请稍等'), reply('bye', 'say hi again')];

describe('canned replies', () => {
  it('are found by short name first, then by words', () => {
    expect(findCanned(replies, 'hi').map((one) => one.shortcut)).toEqual(['hi', 'bye']);
    expect(findCanned(replies, '稍等').map((one) => one.shortcut)).toEqual(['hold']);
    expect(findCanned(replies, '')).toHaveLength(3);
  });

  it('are filled with what is known, and leave an unknown place to be seen', () => {
    expect(fillCanned('我是{{agent.name}}，{{order.id}}', { 'agent.name': '周蔓' })).toBe('我是周蔓，{{order.id}}');
  });
});
