import { describe, expect, it } from 'vitest';
import type { SafetySettings } from '../../../api/index.ts';
import { safetyDraft, safetyOf, wrongFields } from './safety-draft.ts';

const stored: SafetySettings = {
  isStopped: false,
  identityClues: null,
  identity: { 'cancel-order': 'verified' },
  verifiedAbove: null,
  approvalAbove: 50_050,
  approvalAboveFor: { 'request-return': 10_000 },
  limits: {
    perAction: { amount: null },
    perOrderDay: { count: 15, amount: null },
    perCustomerDay: { count: 30, amount: 100_000 },
    perShopDay: { count: null, amount: null },
  },
};

describe('the limits of a shop in the form', () => {
  it('come back as they were stored, with what the form does not show', () => {
    expect(safetyOf(safetyDraft(stored), stored)).toEqual(stored);
  });

  it('are amounts in whole units and cents, and an empty field is no limit', () => {
    const draft = {
      ...safetyDraft(stored),
      approvalAbove: '',
      verifiedAbove: ' 200.5 ',
      shopCount: '7',
      isStopped: true,
    };
    expect(safetyOf(draft, stored)).toMatchObject({
      isStopped: true,
      approvalAbove: null,
      verifiedAbove: 20_050,
      limits: { perShopDay: { count: 7 } },
    });
  });

  it.each(['-1', '1.234', 'abc', '1e9', '１２'])('refuse %s', (text) => {
    const draft = { ...safetyDraft(stored), actionAmount: text, orderCount: '0' };
    expect(wrongFields(draft)).toEqual(['actionAmount', 'orderCount']);
    expect(safetyOf(draft, stored)).toBeUndefined();
  });

  it('name the weaker proofs only where they are wanted', () => {
    const draft = { ...safetyDraft(stored), phoneAlone: true };
    const weaker = safetyOf(draft, stored);
    expect(weaker?.identityClues).toEqual(['order-phone', 'phone', 'code', 'name-zip']);
    expect(weaker && safetyOf({ ...safetyDraft(weaker), phoneAlone: false }, weaker)?.identityClues).toBeNull();
  });
});
