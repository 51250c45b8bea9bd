import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accentColors, contrast, parse } from './accent.ts';

const rgb = (text: string): readonly [number, number, number] => {
  const [red = 0, green = 0, blue = 0] = [...text.matchAll(/\d+/g)].map(Number);
  return [red, green, blue];
};

describe("the shop's own accent", () => {
  it('is readable in both themes, whatever the shop chooses', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 0xffffff }),
        fc.constantFrom('light' as const, 'dark' as const),
        (value, theme) => {
          const colors = accentColors(`#${value.toString(16).padStart(6, '0')}`, theme);
          expect(contrast(rgb(colors['--accent']), rgb(colors['--text-on-accent']))).toBeGreaterThanOrEqual(4.5);
          expect(contrast(rgb(colors['--accent-text']), rgb(colors['--accent-soft']))).toBeGreaterThanOrEqual(4.5);
        },
      ),
    );
  });

  it('measures contrast as WCAG does', () => {
    expect(contrast(parse('#ffffff'), parse('#000000'))).toBe(21);
    expect(contrast(parse('#777777'), parse('#ffffff'))).toBeCloseTo(4.48, 2);
  });
});
