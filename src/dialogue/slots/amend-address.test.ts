import { describe, expect, it } from 'vitest';
import { amendAddress } from './amend-address.ts';

describe('a known address put right in a few words', () => {
  const chinese = { province: '江苏省', city: '南京市', district: '鼓楼区', detail: '中山北路26号1栋302' };
  const american = { province: 'TX', city: 'Austin', detail: '19 Elm Street', zip: '78701' };

  it.each([
    ['不是26号，是62号', chinese, '中山北路62号1栋302'],
    ['是2栋', chinese, '中山北路26号2栋302'],
    ["wait it's 91 Elm Street", american, '91 Elm Street'],
    ['not 19 but 21 Elm Street', american, '21 Elm Street'],
  ] as const)('%s', (text, known, detail) => {
    expect(amendAddress(known, text)?.detail).toBe(detail);
  });

  it('changes nothing where only what is known already is denied', () => {
    expect(amendAddress(chinese, '不是26号')).toBeUndefined();
  });
});
