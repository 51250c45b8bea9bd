import { describe, expect, it } from 'vitest';
import { anUnderstanding } from './fixtures/an-understanding.ts';
import { replyLanguage } from './reply-language.ts';

describe('the language of the reply', () => {
  it.each([
    ['a name and a postcode', 'Mei Martin, 32124', 'en', 'zh-CN', 'zh-CN'],
    ['an address', '411 Park Avenue, Suite 987, Phoenix, AZ 85060', 'en', 'zh-TW', 'zh-TW'],
    ['options', 'red, L, v-neck', 'en', 'zh-CN', 'zh-CN'],
    ['a picture', '[image]', 'en', 'zh-CN', 'zh-CN'],
    ['an English sentence', 'can you speak English please', 'en', 'zh-CN', 'en'],
    ['a Chinese sentence in an English talk', '什么时候发货', 'zh-CN', 'en', 'zh-CN'],
  ] as const)('%s', (_name, text, detected, talk, expected) => {
    const understanding = { ...anUnderstanding({ text, language: detected }) };
    expect(replyLanguage(understanding, text, { language: talk, hasSpoken: true })).toBe(expected);
  });

  it('of the first message is the one it is written in', () => {
    const text = 'Mei Martin';
    const understanding = anUnderstanding({ text, language: 'en' });
    expect(replyLanguage(understanding, text, { language: 'zh-CN', hasSpoken: false })).toBe('en');
  });
});
