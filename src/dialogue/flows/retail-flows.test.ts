import { describe, expect, it } from 'vitest';
import type { Order } from '../../commerce/index.ts';
import { aLine, anOrder, aRetailCustomer, aRetailDescriptor, usAddress } from '../fixtures/a-shop.ts';
import { aTalk, type FakeStore } from '../fixtures/a-talk.ts';

function retailOrder(orderId: string, status: Order['status'], lineIds: readonly [string, string][]): Order {
  const payments = [{ kind: 'payment' as const, amount: 35000, methodId: 'paypal_1' }];
  const lines = lineIds.map(([lineId, variantId]) => aLine(lineId, variantId));
  return anOrder(orderId, status, lines, { currency: 'USD', address: usAddress, payments, placedAt: '' });
}

const delivered = retailOrder('#W7273336', 'delivered', [
  ['m', 'mouse-black'],
  ['s', 'shelf-metal-4'],
]);
const pending = retailOrder('#W5442520', 'pending', [['m2', 'mouse-black']]);

function retailTalk(more: Partial<FakeStore> = {}) {
  const store: FakeStore = {
    customer: aRetailCustomer,
    orders: [pending, delivered],
    proves: ({ clue }) => clue.by === 'name-zip' || (clue.by === 'email' && clue.email === 'mei.lee@example.com'),
    ...more,
  };
  return aTalk(store, { store: aRetailDescriptor, customer: undefined, orders: store.orders });
}

describe('a shop that identifies by e-mail or name and postcode', () => {
  it('tells nothing before it knows who writes', () => {
    const reply = retailTalk().say('I want to cancel my order #W5442520', 'order.cancel');
    expect(reply.decision).toMatchObject({ kind: 'ask', slot: 'identity' });
    expect(reply.text).not.toMatch(/mouse/i);
  });

  it('tries several addresses of mail one after the other', () => {
    const talk = retailTalk();
    talk.say('I want to cancel my order #W5442520', 'order.cancel');
    const reply = talk.say('raj89@example.com, rajlee@example.com, mei.lee@example.com');
    expect(talk.requests.filter((request) => request.phase === 'identify')).toHaveLength(3);
    expect(reply.decision).toMatchObject({ kind: 'ask', slot: 'reason' });
  });

  it('asks for name and postcode when the mail is unknown, and ends with a person', () => {
    const talk = retailTalk({ proves: () => false });
    talk.say('cancel my order', 'order.cancel');
    expect(talk.say('a@example.com').text).toMatch(/zip code/);
    expect(talk.say('Mei Lee, 78701').decision.kind).toBe('ask');
    expect(talk.say('b@example.com').decision).toMatchObject({ kind: 'hand-off' });
  });

  it('identifies by name and postcode of the first message and goes straight on', () => {
    const reply = retailTalk().say(
      'My name is Mei Lee and my zip code is 78701. I want to return everything from #W7273336',
      'return.request',
    );
    expect(reply.buttons).toEqual(['PayPal', 'Gift card ···· 0002']);
  });

  it('offers both ways to say who writes', () => {
    expect(retailTalk().say('cancel my order', 'order.cancel').text).toMatch(/email.+name.+zip code/i);
  });

  it.each([
    'mei lee, zip 78701',
    'mei lee 78701',
    'MEI LEE 78701',
    '78701 mei lee',
    "sure, it's mei lee, zip code 78701",
    "I'm mei lee and I live in 78701",
    'mei_lee_1234, zip 78701',
    'hey its mei lee 78701, #W5442520',
  ])('reads a name and a postcode however they are written: %s', (words) => {
    const talk = retailTalk();
    talk.say('I want to cancel my order', 'order.cancel');
    talk.say(words, 'complaint');
    const [clue] = talk.requests.flatMap((request) => (request.phase === 'identify' ? [request.clue] : []));
    expect(JSON.stringify(clue).toLowerCase()).toBe(
      '{"by":"name-zip","firstname":"mei","lastname":"lee","zip":"78701"}',
    );
  });

  it.each(['no email, thats my user id', "don't have it", 'the one in texas'])(
    'takes no words for a name: %s',
    (words) => {
      const talk = retailTalk();
      talk.say('I want to cancel my order', 'order.cancel');
      talk.say(words);
      talk.say('78701');
      expect(talk.requests.filter((request) => request.phase === 'identify')).toEqual([]);
    },
  );

  it('knows a bare name and postcode for what it is, whatever the intent seems to be', () => {
    const reply = retailTalk().say({ text: 'mei lee 78701', intent: 'complaint', confidence: 0.2 });
    expect(reply.text).toMatch(/How can I help|What would you like/);
  });

  it('finds out who writes without a wish, then asks for the wish', () => {
    expect(retailTalk().say('Hi, mei.lee@example.com', 'chat.inform').text).toMatch(
      /How can I help|What would you like/,
    );
  });
});

describe('retail procedures', () => {
  it('an exchange collects every item before the one and only request', () => {
    const talk = retailTalk();
    talk.say(
      "I'd like to exchange the gaming mouse for a white optical wireless one, order #W7273336, mei.lee@example.com",
      'exchange.request',
    );
    const more = talk.say('also the bookshelf, I want a 5 ft glass one', 'exchange.request');
    expect(more.buttons).toEqual(['glass / 5 ft / brown', 'glass / 5 ft / white']);
    talk.say('brown');
    const preview = talk.say('paypal');
    expect(preview.text).toMatch(/only once/);
    talk.say('yes', 'chat.affirm');
    expect(talk.performed()).toMatchObject([
      {
        action: 'request-exchange',
        arguments: {
          orderId: '#W7273336',
          lines: ['m', 's'],
          newVariantIds: ['mouse-white-optical', 'shelf-glass-5-brown'],
          paymentMethodId: 'paypal_1',
        },
      },
    ]);
  });

  it('"exchange" of an order that has not left changes its items', () => {
    const talk = retailTalk();
    talk.say('Exchange my mouse in #W5442520 for the white wired one, mei.lee@example.com', 'exchange.request');
    talk.say('credit card');
    talk.say('actually use paypal instead');
    talk.say('yes, do it', 'chat.affirm');
    expect(talk.performed()).toMatchObject([
      {
        action: 'change-items',
        arguments: { newVariantIds: ['mouse-white-optical-wired'], paymentMethodId: 'paypal_1' },
      },
    ]);
  });

  it('goods named with the yes are added first, and the new preview needs its own yes', () => {
    const talk = retailTalk();
    talk.say('return the mouse from #W7273336 to my paypal, mei.lee@example.com', 'return.request');
    talk.say('yes, and also return the bookshelf', 'return.request');
    expect(talk.performed()).toEqual([]);
    talk.say('yes', 'chat.affirm');
    expect(talk.performed()).toMatchObject([
      { arguments: { lineIds: ['m', 's'], reason: 'other', paymentMethodId: 'paypal_1' } },
    ]);
  });

  it('reads an American address behind an order number', () => {
    const talk = retailTalk();
    talk.say(
      'change the address of #W5442520 to 320 Cedar Avenue, Suite 116, San Antonio, TX 78219',
      'order.change_address',
    );
    talk.say('mei.lee@example.com');
    talk.say('yes', 'chat.affirm');
    expect(talk.performed()[0]?.arguments.address).toMatchObject({
      country: 'USA',
      province: 'TX',
      city: 'San Antonio',
      detail: '320 Cedar Avenue, Suite 116',
      zip: '78219',
    });
  });

  it('takes the address of another order', () => {
    const other = { ...delivered, address: { ...usAddress, detail: '9 Elm Street', city: 'Dallas' } };
    const talk = retailTalk({ orders: [pending, other] });
    talk.say('mei.lee@example.com please change the address of #W5442520', 'order.change_address');
    talk.say('same as order #W7273336');
    talk.say('yes', 'chat.affirm');
    expect(talk.performed()[0]?.arguments.address).toMatchObject({ detail: '9 Elm Street', city: 'Dallas' });
  });

  it('changes the payment to another own method', () => {
    const talk = retailTalk();
    talk.say('Change the payment of order #W5442520 to my visa card. mei.lee@example.com', 'pay.method');
    talk.say('yes', 'chat.affirm');
    expect(talk.performed()).toMatchObject([
      { action: 'change-payment', arguments: { paymentMethodId: 'credit_card_3' } },
    ]);
  });

  it.each(['the card ending in 0002', 'card 0002', '0002'])('takes a method by its last digits: %s', (words) => {
    const talk = retailTalk();
    talk.say('return the mouse from #W7273336, mei.lee@example.com', 'return.request');
    expect(talk.say(words).decision).toMatchObject({ kind: 'ask', slot: 'confirm' });
  });

  it('a method that the refund cannot go to is refused and asked again', () => {
    const talk = retailTalk();
    talk.say('return the mouse from #W7273336, mei.lee@example.com', 'return.request');
    const reply = talk.say('my visa', 'pay.method');
    expect(reply.text).toMatch(/can't be used|one of the methods/);
    expect(reply.decision).toMatchObject({ kind: 'ask', slot: 'payment' });
  });

  it('goods that are to be others are a change, however unsure the intent is', () => {
    const talk = retailTalk();
    const said = 'switch the gaming mouse in #W5442520 to the white wired one, paypal, mei.lee@example.com';
    talk.say({ text: said, intent: 'promo.price_protect', confidence: 0.1 });
    talk.say('yes', 'chat.affirm');
    expect(talk.performed()).toMatchObject([{ action: 'change-items' }]);
  });

  it('"return … refund to …" is a return and no question about a refund on its way', () => {
    const talk = retailTalk();
    const reply = talk.say('return mouse #W7273336 refund to paypal, mei.lee@example.com', 'refund.progress');
    expect(reply.decision).toMatchObject({ kind: 'ask', slot: 'confirm' });
  });

  it('"pay the order with …" changes its payment', () => {
    const talk = retailTalk();
    talk.say('i want to pay #W5442520 with my visa, mei.lee@example.com', 'chat.inform');
    talk.say('yes', 'chat.affirm');
    expect(talk.performed()).toMatchObject([{ action: 'change-payment' }]);
  });

  it('missing pieces and a wish for a refund become a return where problems cannot be reported', () => {
    const talk = retailTalk();
    const reply = talk.say(
      'The bookshelf from #W7273336 is missing pieces, I want a full refund. mei.lee@example.com',
      'issue.missing',
    );
    expect(reply.decision).toMatchObject({ kind: 'ask', slot: 'payment' });
  });

  it('hands a wish over that the shop cannot do at all', () => {
    expect(retailTalk().say('I need an invoice', 'invoice.request').decision).toMatchObject({
      kind: 'hand-off',
      handOff: { reason: 'no-right' },
    });
  });

  it('does not open an order of somebody else', () => {
    const talk = retailTalk();
    talk.say('mei.lee@example.com', 'chat.inform');
    expect(talk.say('cancel order #W1111111', 'order.cancel').text).toMatch(
      /can't find order #W1111111|no order #W1111111/,
    );
  });
});
