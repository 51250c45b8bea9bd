import { describe, expect, it } from 'vitest';
import type { ShopSettings } from '../../../api/staff-views.ts';
import { areHoursRight, nextSpan, spansOf, withSpans } from './hours.ts';
import { wrongOrigin } from './origins.ts';
import { changeBetween, noText, toDraft } from './settings-draft.ts';

const settings: ShopSettings = {
  workingHours: { days: [{ weekday: 1, from: '09:00', to: '22:00' }], holidays: [] },
  greeting: null,
  popularQuestions: null,
  tone: 'warm',
  trustedOrigins: ['https://shop.example'],
};

describe('working hours', () => {
  it.each([
    ['one span', [{ from: '09:00', to: '22:00' }], true],
    [
      'a break at noon',
      [
        { from: '09:00', to: '12:00' },
        { from: '13:00', to: '24:00' },
      ],
      true,
    ],
    ['an end before the start', [{ from: '22:00', to: '09:00' }], false],
    [
      'spans that overlap',
      [
        { from: '09:00', to: '14:00' },
        { from: '13:00', to: '18:00' },
      ],
      false,
    ],
  ])('with %s are right: %#', (_name, spans, expected) => {
    expect(areHoursRight(withSpans(settings.workingHours, 2, spans))).toBe(expected);
  });

  it('change one day and leave the others', () => {
    const changed = withSpans(settings.workingHours, 2, [{ from: '10:00', to: '18:00' }]);
    expect(spansOf(changed, 1)).toHaveLength(1);
    expect(spansOf(changed, 2)).toEqual([{ weekday: 2, from: '10:00', to: '18:00' }]);
  });

  it('offer what is left of the day as the next span', () => {
    expect(nextSpan([{ from: '09:00', to: '12:00' }])).toEqual({ from: '12:00', to: '24:00' });
  });
});

describe('trusted websites', () => {
  it.each([
    ['https://shop.example\nhttp://localhost:3000', undefined],
    ['https://shop.example/path', 'https://shop.example/path'],
    ['shop.example', 'shop.example'],
    ['javascript:alert(1)', 'javascript:alert(1)'],
    ['', undefined],
  ])('of %j have the mistake %s', (text, wrong) => {
    expect(wrongOrigin(text)).toBe(wrong);
  });
});

describe('a change of the settings', () => {
  const draft = toDraft(settings);
  it('names only what differs', () => {
    expect(changeBetween(settings, draft)).toEqual({});
    expect(changeBetween(settings, { ...draft, tone: 'plain' })).toEqual({ tone: 'plain' });
  });

  it('never sends an empty key, and empties the rest by null', () => {
    const stored = { ...settings, greeting: { ...noText, en: 'Hi' } };
    const emptied = { ...toDraft(stored), greeting: noText };
    expect(changeBetween(stored, emptied)).toEqual({ greeting: null });
  });

  it('leaves out questions without words', () => {
    expect(changeBetween(settings, { ...draft, questions: [noText, { ...noText, en: 'Where?' }] })).toEqual({
      popularQuestions: [{ ...noText, en: 'Where?' }],
    });
  });
});
