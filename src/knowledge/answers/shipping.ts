import type { LocalizedText, Product } from '../../commerce/index.ts';
import { bulleted, joined, moneyTextOf, same } from '../facts/texts.ts';
import { localParts } from '../facts/times.ts';
import { normaliseForSearch } from '../retrieval/normalise.ts';
import type { ShippingRules, ShippingZone } from '../types.ts';
import { phrase } from '../wording/packs.ts';
import { unlessAbroad } from './abroad.ts';
import { type Answerer, type Answering, type Asked, answerApproved, answerFacts } from './answerer.ts';
import { answerDeliveryLimit } from './delivery-limits.ts';
import { findProvince, provinceName } from './find-province.ts';
import { computedMoney, priceRange } from './offers.ts';
import { answerPresale, presaleOf } from './presale.ts';
import { readAmount } from './read-numbers.ts';
import type { ShopKnowledge } from './shop-knowledge.ts';

/** Shipping fee of a region, of an amount, of a product, or of all regions. */
export const answerShipFee = unlessAbroad((asked, shop) => {
  const { shipping } = shop.content;
  if (shipping === null) return undefined;
  const zone = zoneOf(asked, shipping);
  const amount = readAmount(asked.plain);
  if (amount !== undefined) return feeForAmount(asked, shop, zone ?? mainZone(shipping), amount);
  const [product] = asked.products;
  if (product !== undefined && asked.products.length === 1)
    return feeForProduct(asked, shop, zone ?? mainZone(shipping), product);
  return zone === undefined ? feeOverview(asked, shop, shipping) : feeOfZone(asked, shop, zone);
});

/** When an order paid now ships: before or after today's cut-off; pre-sale goods by their promised day. */
export const answerShipWhen: Answerer = (asked, shop) => {
  const { shipping } = shop.content;
  const presale =
    asked.products.length > 0 || /预售|pre-?sale|尾款|定金/.test(asked.plain) ? presaleOf(asked, shop) : undefined;
  if (presale !== undefined) return answerPresale(asked, shop, presale);
  if (shipping === null) return undefined;
  // "今天买寄成都来得及吗": when it is there matters, not when it leaves.
  if (findProvince(asked.normalised) !== undefined && /来得及|赶得上|寄|送到|能到/.test(asked.normalised))
    return answerTrackEta(asked, shop);
  const { time } = localParts(asked.asOf, shop.content.timeZone);
  return answerFacts(asked, shop, {
    key: time.slice(0, 5) < shipping.cutOff ? 'ship.when.today' : 'ship.when.tomorrow',
    parameters: { cutOff: shipping.cutOff, hours: shipping.shipWithinHours },
    factIds: ['shipping:cut-off', 'shipping:within-hours'],
    products: asked.products,
    isSure: /今天|今日|现在|马上|立刻|today|now|当天/.test(asked.normalised),
  });
};

/** Which couriers serve a region, or all of the shop. */
export const answerShipCarrier = unlessAbroad((asked, shop) => {
  const { shipping } = shop.content;
  if (shipping === null) return undefined;
  const zone = zoneOf(asked, shipping);
  const carriers = shipping.carriers.filter((carrier) => zone === undefined || zone.carriers.includes(carrier.id));
  return answerFacts(asked, shop, {
    key: zone === undefined ? 'ship.carrier.all' : 'ship.carrier.zone',
    parameters: {
      carriers: joined(carriers.map((carrier) => carrier.name)),
      ...(zone === undefined ? {} : { zone: zone.name }),
    },
    factIds: carriers.map((carrier) => `shipping:carrier/${carrier.id}`),
    isSure: false,
  });
});

/** Whether a region is served, and how long it takes. */
export const answerShipRegion = unlessAbroad((asked, shop) => {
  const zone = shop.content.shipping === null ? undefined : zoneOf(asked, shop.content.shipping);
  if (
    zone === undefined ||
    /从哪|哪里发|发货地|ship from|ships from|门店|自提|自取|自己|超商|便利店|上门|清关|海关|店|pick ?up|customs|store/.test(
      asked.normalised,
    )
  )
    return undefined;
  const [product, second] = asked.products;
  const limit =
    product === undefined || second !== undefined
      ? undefined
      : answerDeliveryLimit(asked, shop, product, { zone, region: regionName(asked, zone) });
  if (limit !== undefined) return limit;
  return answerFacts(asked, shop, {
    key: 'ship.region.served',
    parameters: { region: regionName(asked, zone), ...daysOf(zone) },
    factIds: [`shipping:zone/${zone.id}`, `shipping:zone/${zone.id}/days`],
    facts: dayFacts(zone),
    isSure: findProvince(asked.normalised) !== undefined && /寄|送|发|到|deliver|ship|send/.test(asked.normalised),
  });
});

/** Days from dispatch to a region, or to every region. */
export const answerTrackEta = unlessAbroad((asked, shop) => {
  const { shipping } = shop.content;
  if (shipping === null) return undefined;
  const zone = zoneOf(asked, shipping);
  if (zone === undefined) {
    const lines = shipping.zones.map((one) => phrase('answer.line.zone-days', { zone: one.name, ...daysOf(one) }));
    return answerFacts(asked, shop, {
      key: 'track.eta.overview',
      parameters: { lines: bulleted(lines) },
      factIds: shipping.zones.map((one) => `shipping:zone/${one.id}/days`),
      isSure: false,
    });
  }
  return answerFacts(asked, shop, {
    key: 'track.eta.zone',
    parameters: { region: regionName(asked, zone), ...daysOf(zone) },
    factIds: [`shipping:zone/${zone.id}`, `shipping:zone/${zone.id}/days`],
    facts: dayFacts(zone),
  });
});

function zoneOf(asked: Asked, shipping: ShippingRules): ShippingZone | undefined {
  const home = asked.province === undefined ? undefined : normaliseForSearch(asked.province);
  const before = asked.saidBefore === undefined ? undefined : findProvince(normaliseForSearch(asked.saidBefore));
  const province =
    findProvince(asked.normalised) ?? before ?? (home === undefined ? undefined : (findProvince(home) ?? home));
  if (province !== undefined) {
    const zone = shipping.zones.find((one) =>
      one.provinces.some((name) => name === province || name.startsWith(province) || province.startsWith(name)),
    );
    if (zone !== undefined) return zone;
  }
  return shipping.zones.find((zone) =>
    [zone.name['zh-CN'], zone.name['zh-TW']].some((name) => asked.normalised.includes(name)),
  );
}

/** The region as the customer named it where it is a province, else the zone. */
function regionName(asked: Asked, zone: ShippingZone): LocalizedText {
  const province = findProvince(asked.normalised);
  return province !== undefined && zone.provinces.includes(province) ? provinceName(province) : zone.name;
}

/** The zones with the lowest fee together: what "包邮吗" without a place means. */
function mainZone(shipping: ShippingRules): ShippingZone | undefined {
  const free = shipping.zones
    .filter((zone) => zone.freeFromFen !== null)
    .toSorted((first, second) => first.feeFen - second.feeFen);
  const [first] = free;
  const alike = free.filter((zone) => zone.feeFen === first?.feeFen && zone.freeFromFen === first.freeFromFen);
  const name = alike.length > 2 ? phrase('answer.word.most-regions') : joined(alike.map((zone) => zone.name));
  return first && { ...first, name };
}

function feeOfZone(asked: Asked, shop: ShopKnowledge, zone: ShippingZone): Answering {
  const money = moneyTextOf(shop.content.currency);
  const base = { region: regionName(asked, zone), fee: money(zone.feeFen) };
  return answerFacts(asked, shop, {
    key: zone.freeFromFen === null ? 'ship.fee.zone-never-free' : 'ship.fee.zone',
    parameters: { ...base, ...(zone.freeFromFen === null ? {} : { freeFrom: money(zone.freeFromFen) }) },
    factIds: feeIds(zone),
  });
}

function feeOverview(asked: Asked, shop: ShopKnowledge, shipping: ShippingRules): Answering {
  const money = moneyTextOf(shop.content.currency);
  const groups = [...new Set(shipping.zones.map((zone) => `${zone.feeFen}/${zone.freeFromFen}`))].map((key) =>
    shipping.zones.filter((zone) => `${zone.feeFen}/${zone.freeFromFen}` === key),
  );
  const lines = groups.flatMap((zones) => {
    const [zone] = zones;
    if (zone === undefined) return [];
    const parameters = { zones: joined(zones.map((one) => one.name)), fee: money(zone.feeFen) };
    return zone.freeFromFen === null
      ? [phrase('answer.line.fee-never-free', parameters)]
      : [phrase('answer.line.fee', { ...parameters, freeFrom: money(zone.freeFromFen) })];
  });
  return answerFacts(asked, shop, {
    key: 'ship.fee.overview',
    parameters: { lines: bulleted(lines) },
    factIds: shipping.zones.flatMap(feeIds),
    isSure: false,
  });
}

function feeForAmount(
  asked: Asked,
  shop: ShopKnowledge,
  zone: ShippingZone | undefined,
  amount: number,
): Answering | undefined {
  if (zone === undefined) return undefined;
  const money = moneyTextOf(shop.content.currency);
  if (zone.freeFromFen === null) return feeOfZone(asked, shop, zone);
  const missing = zone.freeFromFen - amount;
  const given = {
    id: 'given:amount',
    title: 'amount',
    kind: 'money' as const,
    value: amount,
    currency: shop.content.currency,
  };
  const base = {
    region: regionName(asked, zone),
    amount: money(amount),
    fee: money(zone.feeFen),
    freeFrom: money(zone.freeFromFen),
  };
  return answerFacts(asked, shop, {
    key: missing <= 0 ? 'ship.fee.amount-free' : 'ship.fee.amount-missing',
    parameters: missing <= 0 ? base : { ...base, missing: money(missing) },
    factIds: feeIds(zone),
    facts: missing <= 0 ? [given] : [given, computedMoney('missing-for-free-shipping', 'missing', missing, shop)],
  });
}

function feeForProduct(
  asked: Asked,
  shop: ShopKnowledge,
  zone: ShippingZone | undefined,
  product: Product,
): Answering | undefined {
  if (zone === undefined) return undefined;
  if (zone.freeFromFen === null) return feeOfZone(asked, shop, zone);
  const money = moneyTextOf(shop.content.currency);
  const price = priceRange(product, product.variants, asked, shop);
  return answerFacts(asked, shop, {
    key: price.low >= zone.freeFromFen ? 'ship.fee.product-free' : 'ship.fee.product',
    parameters: {
      product: product.name,
      price: price.line,
      region: regionName(asked, zone),
      freeFrom: money(zone.freeFromFen),
      fee: money(zone.feeFen),
    },
    factIds: [...price.factIds, ...feeIds(zone)],
    facts: price.facts,
    products: [product],
  });
}

function feeIds(zone: ShippingZone): readonly string[] {
  return ['', '/fee', '/free-from'].map((part) => `shipping:zone/${zone.id}${part}`);
}

function daysOf(zone: ShippingZone): { days: LocalizedText } {
  const [from, to] = zone.days;
  return { days: same(from === to ? String(from) : `${from}–${to}`) };
}

function dayFacts(zone: ShippingZone) {
  return zone.days.map((value, index) => ({
    id: `shipping:zone/${zone.id}/days/${index}`,
    title: zone.id,
    kind: 'number' as const,
    value,
  }));
}

/** One sentence of the shipping rules, word for word. */
export function answerShippingRule(asked: Asked, shop: ShopKnowledge, ruleId: string): Answering | undefined {
  const rule = shop.content.shipping?.rules?.find((one) => one.id === ruleId);
  return rule && answerApproved(asked, shop, { text: rule.text[asked.language], factIds: [`shipping:rule/${ruleId}`] });
}
