import { describe, expect, it } from 'vitest';
import { withoutPerson } from './no-person.ts';

describe('taking the wish for a person back', () => {
  it.each([
    ['算了不用人工了 你告诉我快递到哪就行', '你告诉我快递到哪就行'],
    ['不用人工了', ''],
    ['那先别转人工，帮我查下退款', '帮我查下退款'],
    ['不等客服了', ''],
    ['取消排队吧', ''],
    ['不用留言了', ''],
  ])('%s leaves "%s"', (text, rest) => {
    expect(withoutPerson(text)).toBe(rest);
  });

  it.each(['转人工', '不要机器人，我要人工', '别给我机器人', '算了', '不要了 退货', '我不想要了，找客服退'])(
    '%s takes nothing back',
    (text) => {
      expect(withoutPerson(text)).toBeUndefined();
    },
  );

  it('a bare "never mind" of somebody who waits is about the waiting', () => {
    expect(withoutPerson('算了', true)).toBe('');
    expect(withoutPerson('算了算了 你就告诉我哪天发', true)).toBe('你就告诉我哪天发');
    expect(withoutPerson('不等了', true)).toBe('');
    expect(withoutPerson('算了一下差20块', true)).toBeUndefined();
  });
});
