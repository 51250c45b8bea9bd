import { describe, expect, it } from 'vitest';
import type { Entity } from '../types.ts';
import { toldWish } from './told-wish.ts';

function order(text: string): Entity {
  return { type: 'order-number', value: text.replace('#', ''), text, start: 0, end: text.length };
}

describe('what the intent model reads of a message', () => {
  it.each([
    ['where is order #W1234567?', ['#W1234567'], 'where is my order ?'],
    ['return the lamp of W1234567, a.b@example.com', ['W1234567'], 'return the lamp of my order ,'],
    ['Ann Lee 60601, what did i buy', [], ', what did i buy'],
    ['把NY20261121000777退了', ['NY20261121000777'], '把这单退了'],
    ['订单NY20261121000777的发票', ['NY20261121000777'], '这单的发票'],
    ['NY20261121000777', ['NY20261121000777'], 'my order'],
    ['退货', [], '退货'],
    ['ann@example.com', [], 'ann@example.com'],
  ])('%s', (text, numbers, read) => {
    expect(toldWish(text, numbers.map(order))).toBe(read);
  });
});
