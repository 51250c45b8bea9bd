import { describe, expect, it } from 'vitest';
import type { Order } from '../../commerce/index.ts';
import { aCustomer, aLine, anOrder } from '../fixtures/a-shop.ts';
import { aTalk } from '../fixtures/a-talk.ts';

const pending = anOrder('PD20260001', 'pending', [aLine('l1', 'dress-blue-m')]);
const delivered = anOrder('PD20260002', 'delivered', [aLine('l2', 'dress-blue-m'), aLine('l3', 'cup-white')]);
const shipped = withParcel(anOrder('PD20260003', 'shipped', [aLine('l4', 'cup-red')]), 'in-transit');
const store = { customer: aCustomer, orders: [pending, delivered, shipped] };

function withParcel(order: Order, status: Order['parcels'][number]['status']): Order {
  const parcel = {
    parcelId: 'p1',
    carrier: 'sf',
    carrierName: { 'zh-CN': '顺丰速运', 'zh-TW': '順豐速運', en: 'SF Express' },
    trackingNumber: 'SF123456789',
    status,
    lineIds: order.lines.map((line) => line.lineId),
    promisedAt: '2026-11-23',
    events: [
      {
        at: '2026-11-21T01:00:00Z',
        text: { 'zh-CN': '已到达杭州转运中心', 'zh-TW': '已抵達杭州轉運中心', en: 'Arrived at Hangzhou hub' },
      },
    ],
  };
  return { ...order, parcels: [parcel] };
}

describe('cancel-order', () => {
  it('takes the only order that fits, asks why, shows what happens and acts once on a yes', () => {
    const talk = aTalk(store);
    expect(talk.say('我要取消订单', 'order.cancel').text).toContain('PD20260001');
    const preview = talk.say('拍错了');
    expect(preview.text).toContain('¥129.00');
    expect(talk.performed()).toEqual([]);
    const done = talk.say('确认', 'chat.affirm');
    expect(done.text).toContain('PD20260001');
    expect(talk.performed()).toMatchObject([
      { action: 'cancel-order', arguments: { orderId: 'PD20260001', reason: 'mistake' } },
    ]);
    talk.say('确认', 'chat.affirm');
    expect(talk.performed()).toHaveLength(1);
  });

  it('does not ask for a reason that was said', () => {
    const reply = aTalk(store).say('这单拍错了,帮我取消', 'order.cancel');
    expect(reply.decision).toMatchObject({ kind: 'ask', slot: 'confirm' });
  });

  it('explains at once that a delivered order is too late, and what is possible', () => {
    const reply = aTalk(store).say('取消 PD20260002', 'order.cancel');
    expect(reply.text).toMatch(/已签收/);
    expect(reply.values).toContain('flow:request-return');
  });

  it('changes nothing on a no', () => {
    const talk = aTalk(store);
    talk.say('拍错了,取消订单', 'order.cancel');
    expect(talk.say('先不办').text).toMatch(/保持原样|没有做任何改动/);
    expect(talk.performed()).toEqual([]);
  });
});

describe('order-status and track-parcel', () => {
  it('tells until when a paid order ships', () => {
    expect(aTalk(store).say('PD20260001 什么时候发货', 'ship.when').text).toContain('11月22日 18:00');
  });

  it('apologises and offers to urge when the promised time is over', () => {
    const late = { ...pending, shipBy: '2026-11-20T10:00:00Z' };
    const reply = aTalk({ customer: aCustomer, orders: [late] }).say('订单怎么样了', 'order.status');
    expect(reply.text).toMatch(/抱歉/);
    expect(reply.values).toEqual(['flow:urge-shipping']);
  });

  it('takes the parcel on its way, with carrier, number, last place and promise', () => {
    const { text } = aTalk(store).say('我的快递到哪了', 'track.where');
    for (const part of ['顺丰速运', 'SF123456789', '已到达杭州转运中心', '11月23日']) expect(text).toContain(part);
  });

  it('opens a search by itself when the parcel is stuck', () => {
    const talk = aTalk({ customer: aCustomer, orders: [withParcel(shipped, 'stuck')] });
    const reply = talk.say('物流三天没动了', 'track.delay');
    expect(talk.requests).toMatchObject([
      { phase: 'create-ticket', ticket: { kind: 'parcel', orderId: 'PD20260003' } },
    ]);
    expect(reply.text).toContain('T1001');
  });

  it('writes a parcel ticket for goods that never came', () => {
    const talk = aTalk(store);
    talk.say('PD20260002 显示签收了可是我根本没有收到包裹', 'track.lost');
    expect(talk.requests.at(-1)).toMatchObject({ phase: 'create-ticket', ticket: { kind: 'parcel' } });
  });

  it('a question about shipping in general goes to knowledge', () => {
    const reply = aTalk({ customer: aCustomer, orders: [] }).say('一般几天发货', 'ship.when');
    expect(reply.decision).toMatchObject({ kind: 'answer', question: { intent: 'ship.when' } });
  });
});

describe('a promised day of delivery', () => {
  const promisedBy = (day: string) => ({
    ...shipped,
    parcels: shipped.parcels.map((parcel) => ({ ...parcel, promisedAt: day })),
  });
  const track = (day: string) =>
    aTalk({ customer: aCustomer, orders: [promisedBy(day)] }).say('我的快递到哪了', 'track.where').text;

  it('is told while it is to come, its last day included', () => {
    expect(track('2026-11-23')).toMatch(/11月23日\s*前送/);
    expect(track('2026-11-21')).toMatch(/11月21日\s*前送/);
    expect(track('2026-11-23')).not.toMatch(/抱歉/);
  });

  it('is called overdue with regret once it has passed', () => {
    expect(track('2026-11-20')).toMatch(/11月20日.*(晚了|耽误).*抱歉/);
    expect(track('2026-11-20')).not.toMatch(/预计/);
  });
});

describe('urge-shipping', () => {
  it('urges at once and names the promised time; asking for it is the yes', () => {
    const talk = aTalk(store);
    expect(talk.say('快点发货', 'ship.urge').text).toContain('11月22日 18:00');
    expect(talk.performed()).toMatchObject([{ action: 'urge-shipping' }]);
  });

  it('tracks the parcel where the order has left already', () => {
    expect(aTalk(store).say('PD20260003 快点', 'ship.urge').text).toContain('SF123456789');
  });
});

describe('changes of an order', () => {
  it('change-address reads the address from the sentence and keeps receiver and phone', () => {
    const talk = aTalk(store);
    talk.say('地址改成 浙江省宁波市鄞州区中山路8号302室', 'order.change_address');
    talk.say('确认', 'chat.affirm');
    expect(talk.performed()[0]?.arguments.address).toMatchObject({
      name: '王芳',
      province: '浙江省',
      city: '宁波市',
      district: '鄞州区',
      detail: '中山路8号302室',
    });
  });

  it('change-address offers a form and takes its answer', () => {
    const talk = aTalk(store);
    const asked = talk.say('改地址', 'order.change_address');
    const form = asked.decision.kind === 'ask' ? asked.decision.plan.form : undefined;
    expect(form?.fields.map((field) => field.name)).toContain('detail');
    const values = {
      name: '李雷',
      phone: '13900005678',
      province: '江苏省',
      city: '南京市',
      district: '玄武区',
      detail: '北京东路1号',
      zip: '',
    };
    talk.say({ text: '', form: { formId: form?.formId ?? '', values } });
    talk.say('好的', 'chat.affirm');
    expect(talk.performed()[0]?.arguments.address).toMatchObject({
      name: '李雷',
      phone: '13900005678',
      city: '南京市',
    });
  });

  it('change-items narrows by the words, keeps the other options and reminds that it is done once', () => {
    const talk = aTalk(store);
    const reply = talk.say('裙子换成 L 码', 'order.change_item');
    expect(reply.text).toMatch(/只能/);
    talk.say('可以', 'chat.affirm');
    expect(talk.performed()).toMatchObject([
      { action: 'change-items', arguments: { lines: ['l1'], newVariantIds: ['dress-blue-l'] } },
    ]);
  });

  it('change-items of a delivered order becomes an exchange', () => {
    const talk = aTalk(store);
    talk.say('PD20260002 的裙子换 L 码', 'order.change_item');
    talk.say('好', 'chat.affirm');
    expect(talk.performed()).toMatchObject([{ action: 'request-exchange' }]);
  });

  it('change-payment offers the ways that the order was not paid with', () => {
    const customer = {
      ...aCustomer,
      paymentMethods: [...aCustomer.paymentMethods, { methodId: 'wx', kind: 'wechat-pay' as const, label: '微信支付' }],
    };
    const talk = aTalk({ customer, orders: [pending] }, { customer });
    talk.say('换个支付方式', 'pay.method');
    talk.say('好的', 'chat.affirm');
    expect(talk.performed()).toMatchObject([{ action: 'change-payment', arguments: { paymentMethodId: 'wx' } }]);
  });

  it('change-default-address needs no order', () => {
    const talk = aTalk(store);
    talk.say('把默认地址改成 江苏省南京市玄武区北京东路1号', 'order.change_address');
    talk.say('确认', 'chat.affirm');
    expect(talk.performed()).toMatchObject([{ action: 'change-default-address' }]);
  });

  it('says why a shipped order cannot be changed', () => {
    expect(aTalk(store).say('PD20260003 改地址', 'order.change_address').text).toMatch(/已经发出[\s\S]*转寄/);
  });
});
