import { describe, expect, it } from 'vitest';
import { aCustomer, aDescriptor, aLine, anOrder } from './fixtures/a-shop.ts';
import { aTalk, type FakeStore } from './fixtures/a-talk.ts';
import type { CodeTried } from './types.ts';

const order = anOrder('PD20260001', 'pending', [aLine('l1', 'dress-blue-m')]);
const right: CodeTried = { phase: 'try-code', verdict: 'right', customer: aCustomer, orders: [order], cases: [] };
const proof = { codeId: 'k1', channel: 'sms' as const, sentTo: '138****1234', storeCustomerId: 'c1' };

/** A shop that cancels for proven customers only. */
function aStrictShop(verdicts: readonly CodeTried[], more: Partial<FakeStore> = {}): FakeStore {
  const left = [...verdicts];
  return {
    customer: aCustomer,
    orders: [order],
    refuses: ({ step }) =>
      step.endsWith(':proven')
        ? undefined
        : { ok: false, reasonKey: 'refused.identity-needed', parameters: { level: 'verified' }, facts: [] },
    sends: ({ channel }) => ({ ok: true, proof: { ...proof, channel }, isRepeat: false }),
    tries: () => left.shift() ?? { phase: 'try-code', verdict: 'expired' },
    ...more,
  };
}

function untilOffer(store: FakeStore, codeChannels: readonly ('sms' | 'email')[] = ['sms', 'email']) {
  const talk = aTalk(store, { codeChannels });
  talk.say('PD20260001 取消', 'order.cancel');
  talk.say('拍错了');
  return { talk, offer: talk.say('确认', 'chat.affirm') };
}

describe('an action that needs a proof of who asks for it', () => {
  it('offers a code to the masked addresses on file, sends it by the way chosen, and goes on without asking anything again', () => {
    const { talk, offer } = untilOffer(aStrictShop([right]));
    expect(offer.decision).toMatchObject({ kind: 'ask', slot: 'verification' });
    expect(offer.buttons).toEqual(['发短信验证码', '发邮箱验证码', '转人工']);
    expect(offer.text).not.toContain(aCustomer.phone);
    const sent = talk.press('短信');
    expect(talk.requests.at(-1)).toEqual({ phase: 'send-code', channel: 'sms' });
    expect(sent.text).toContain('138****1234');
    const done = talk.say({ text: '••••••', hasCode: true });
    expect(talk.performed().map((one) => one.step.endsWith(':proven'))).toEqual([false, true]);
    expect(talk.performed()[1]?.arguments).toEqual(talk.performed()[0]?.arguments);
    expect(done.state.identity).toEqual({ level: 'verified', storeCustomerId: aCustomer.storeCustomerId });
    expect(done.state.stack).toEqual([]);
  });

  it.each(['好', '发吧', '可以', 'ok'])('with one way, "%s" is enough', (yes) => {
    const { talk } = untilOffer(aStrictShop([]), ['email']);
    talk.say(yes, 'chat.affirm');
    expect(talk.requests.at(-1)).toEqual({ phase: 'send-code', channel: 'email' });
  });

  it('bears a wrong code, a short one and a question in between', () => {
    const { talk } = untilOffer(aStrictShop([{ phase: 'try-code', verdict: 'wrong' }, right]));
    talk.press('短信');
    expect(talk.say('1234').text).toMatch(/6 位/);
    expect(talk.say({ text: '••••••', hasCode: true }).text).toMatch(/验证码/);
    expect(talk.say('运费谁出', 'return.freight').decision).toMatchObject({ kind: 'answer' });
    talk.say({ text: '••••••', hasCode: true });
    expect(talk.performed().at(-1)?.step).toMatch(/:proven$/);
  });

  it('sends another on request, and a person takes over after two codes that came to nothing', () => {
    const used: CodeTried = { phase: 'try-code', verdict: 'no-more-tries' };
    const { talk } = untilOffer(aStrictShop([used, used]));
    talk.press('短信');
    talk.say('没收到');
    expect(talk.requests.filter((one) => one.phase === 'send-code')).toHaveLength(2);
    expect(talk.say({ text: '••••••', hasCode: true }).decision).toMatchObject({ kind: 'ask' });
    talk.press('邮箱');
    expect(talk.say({ text: '••••••', hasCode: true }).decision.kind).toBe('hand-off');
    expect(talk.performed()).toHaveLength(1);
  });

  it('changes nothing where the customer does not want a code', () => {
    const { talk } = untilOffer(aStrictShop([]));
    expect(talk.say('算了,不用了', 'chat.deny').state.stack).toEqual([]);
    expect(talk.performed()).toHaveLength(1);
  });

  it('is refused with the reason where no code can be sent', () => {
    const { offer } = untilOffer(aStrictShop([]), []);
    expect(offer.decision.kind).toBe('answer');
    expect(offer.text).toMatch(/验证/);
  });
});

describe('a shop in which a phone number alone proves nothing', () => {
  const facts = {
    customer: undefined,
    store: { ...aDescriptor, identityClues: ['order-phone', 'code'] as const },
    codeChannels: ['sms'] as const,
  };

  it('sends a code to the number that is given, and tells nobody whether it knows the number', () => {
    const talk = aTalk(aStrictShop([right]), facts);
    talk.say('我的订单到哪了', 'track.where');
    const sent = talk.say('13800001234');
    expect(talk.requests.at(-1)).toMatchObject({ phase: 'send-code', clue: { by: 'phone', phone: '13800001234' } });
    expect(sent.text).toMatch(/如果|只要/);
    const found = talk.say({ text: '••••••', hasCode: true });
    expect(found.state.identity.level).toBe('verified');
    expect(talk.requests.some((one) => one.phase === 'identify')).toBe(false);
  });

  it('still takes the order number with the end of the phone, at any time', () => {
    const talk = aTalk(aStrictShop([]), facts);
    talk.say('我的订单到哪了', 'track.where');
    talk.say('PD20260001 1234');
    expect(talk.requests.find((one) => one.phase === 'identify')).toMatchObject({ clue: { by: 'order-phone' } });
    expect(talk.state().identity.level).toBe('matched');
  });
});
