import { describe, expect, it } from 'vitest';
import { chooseLanguage } from './languages.ts';
import english from './workspace/en.json';
import simplified from './workspace/zh-CN.json';
import traditional from './workspace/zh-TW.json';

type Words = { readonly [key: string]: string | Words };

function flat(words: Words, before = ''): Map<string, string> {
  const all = new Map<string, string>();
  for (const [key, value] of Object.entries(words)) {
    if (typeof value === 'string') all.set(before + key, value);
    else for (const [below, text] of flat(value, `${before}${key}.`)) all.set(below, text);
  }
  return all;
}

const placesIn = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]).sort();
const base = flat(simplified);

describe.each([
  ['zh-TW', flat(traditional)],
  ['en', flat(english)],
])('the texts in %s', (_language, words) => {
  it('have the same keys as zh-CN', () => {
    expect([...words.keys()].sort()).toEqual([...base.keys()].sort());
  });

  it('have the same places to fill', () => {
    const wrong = [...base].filter(([key, text]) => placesIn(text).join() !== placesIn(words.get(key) ?? '').join());
    expect(wrong.map(([key]) => key)).toEqual([]);
  });

  it('are never empty', () => {
    expect([...words].filter(([, text]) => text.trim() === '').map(([key]) => key)).toEqual([]);
  });
});

describe('the Chinese texts', () => {
  it('are written in their own signs', () => {
    const taiwan = [...flat(traditional)].filter(([, text]) => /[会话转设选图处发给员务单买卖]/.test(text));
    expect(taiwan.map(([key]) => key)).toEqual([]);
    expect([...base].filter(([, text]) => /[會話轉設選圖處發給員務單買賣]/.test(text)).map(([key]) => key)).toEqual([]);
  });
});

describe('the language to start with', () => {
  it.each([
    [['zh-HK', 'en'], 'zh-TW'],
    [['zh'], 'zh-CN'],
    [['fr', 'en-GB'], 'en'],
    [['fr'], 'zh-CN'],
  ])('for %j is %s', (tags, expected) => {
    expect(chooseLanguage(tags)).toBe(expected);
  });
});
