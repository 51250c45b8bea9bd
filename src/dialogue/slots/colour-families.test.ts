import { describe, expect, it } from 'vitest';
import { colourFamiliesIn, isOfFamily } from './colour-families.ts';

describe('colours in everyday words', () => {
  it.each([
    ['想要灰的', ['grey']],
    ['红色L码', ['red']],
    ['黑 XL', ['black']],
    ['蓝色换成绿色', ['blue', 'green']],
    ['the navy one please', ['blue']],
    ['我的蓝牙耳机坏了', []],
    ['我明白了', []],
    ['发个红包', []],
    ['blackout curtains', []],
  ])('%s', (text, families) => {
    expect(colourFamiliesIn(text)).toEqual(families);
  });

  it('knows the values of an option by them', () => {
    expect(isOfFamily('white', '象牙白')).toBe(true);
    expect(isOfFamily('green', 'Forest green')).toBe(true);
    expect(isOfFamily('black', '雾霾蓝')).toBe(false);
  });
});
