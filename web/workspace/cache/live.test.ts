import { describe, expect, it } from 'vitest';
import { makeMessage } from '../testing/make.ts';
import { quiet, withLine } from './live.ts';

const conversationId = 'c1';

describe('what is true only now', () => {
  it('lets the answer of the AI grow, whether a line brings a part or all of it', () => {
    const first = withLine(quiet, { type: 'reply-delta', conversationId, from: 0, text: '您好' });
    expect(withLine(first, { type: 'reply-delta', conversationId, from: 2, text: '，请稍等' }).streaming).toBe(
      '您好，请稍等',
    );
    expect(withLine(first, { type: 'reply-delta', conversationId, from: 0, text: '' }).streaming).toBe('');
    expect(withLine(first, { type: 'reply-delta', conversationId, from: 0, text: '您好，请稍等' }).streaming).toBe(
      '您好，请稍等',
    );
  });

  it('ends the growing answer when the message is there', () => {
    const streaming = withLine(quiet, { type: 'reply-delta', conversationId, from: 0, text: '您好' });
    const message = makeMessage(2, { author: { kind: 'ai' } });
    expect(withLine(streaming, { type: 'message', conversationId, message })).toEqual(quiet);
  });

  it('keeps the answer of the AI when the customer writes in between', () => {
    const streaming = withLine(quiet, { type: 'reply-delta', conversationId, from: 0, text: '您好' });
    expect(withLine(streaming, { type: 'message', conversationId, message: makeMessage(2) }).streaming).toBe('您好');
  });

  it('shows the customer typing until the message comes', () => {
    const typing = withLine(quiet, {
      type: 'typing',
      conversationId,
      by: 'customer',
      name: '',
      isTyping: true,
      text: '我想',
    });
    expect(typing).toMatchObject({ isCustomerTyping: true, customerText: '我想' });
    expect(withLine(typing, { type: 'message', conversationId, message: makeMessage(2) })).toEqual(quiet);
  });

  it('marks a colleague who types', () => {
    const viewers = [{ staffId: 's2', name: '周蔓', isTyping: false }];
    const watched = withLine(quiet, { type: 'viewers', conversationId, viewers });
    const typing = withLine(watched, { type: 'typing', conversationId, by: 'staff', name: '周蔓', isTyping: true });
    expect(typing.viewers[0]?.isTyping).toBe(true);
  });
});
