import { describe, expect, it } from 'vitest';
import { namesWord } from './variant-words.ts';

describe('a short value in an English sentence', () => {
  it.each([
    ["the jacket's a bit snug", 's', false],
    ["i'm after the black one", 'm', false],
    ['it’s too big', 's', false],
    ['an s please', 's', true],
    ['size: m', 'm', true],
  ])('in "%s" is %s: %s', (text, word, expected) => {
    expect(namesWord(text, word)).toBe(expected);
  });
});
