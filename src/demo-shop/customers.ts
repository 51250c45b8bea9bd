import type { Address, PaymentMethod, StoreCustomer } from '../commerce/index.ts';
import { englishNames, givenNames, surnames, taiwanGivenNames, taiwanSurnames } from './names.ts';
import {
  estates,
  hongKong,
  hongKongRoads,
  mainland,
  mainlandRoads,
  type Place,
  taiwan,
  taiwanRoads,
} from './places.ts';
import type { Random } from './random.ts';

/** A customer with the place that carriers need; `spent` and `memberLevel` are filled in from the orders. */
export type DemoCustomer = { customer: StoreCustomer; place: Place };

/** Where and how a customer lives; the stories name it, others are drawn. */
export type Residence = 'mainland' | 'taiwan' | 'hong-kong' | 'english';

/** Makes one customer with believable, invented data; mail addresses are at example.com. */
export function makeCustomer(
  random: Random,
  storeCustomerId: string,
  wanted: { residence?: Residence; name?: readonly [string, string] } = {},
): DemoCustomer {
  const residence =
    wanted.residence ??
    random.weighted<Residence>([
      ['mainland', 86],
      ['taiwan', 7],
      ['hong-kong', 4],
      ['english', 3],
    ]);
  const place = placeOf(random, residence);
  const [name, mailName] = wanted.name ?? nameOf(random, residence);
  const phone = phoneOf(random, residence);
  const year = random.between(1958, 2006);
  const birthday = `${year}-${twoDigits(random.between(1, 12))}-${twoDigits(random.between(1, 28))}`;
  const customer: StoreCustomer = {
    storeCustomerId,
    name,
    email: `${mailName}${random.between(10, 999)}@example.com`,
    phone,
    memberLevel: '',
    defaultAddress: addressOf(random, residence, place, name, phone),
    paymentMethods: paymentMethodsOf(random, storeCustomerId, residence),
    spent: 0,
    ...(random.chance(0.7) ? { birthday } : {}),
  };
  return { customer, place };
}

function placeOf(random: Random, residence: Residence): Place {
  const places = residence === 'taiwan' ? taiwan : residence === 'hong-kong' ? hongKong : mainland;
  const known = residence === 'english' ? places.filter((place) => place.weight >= 5) : places;
  return random.weighted(known.map((place) => [place, place.weight] as const));
}

function nameOf(random: Random, residence: Residence): readonly [string, string] {
  if (residence === 'english') {
    const [first, last] = random.pick(englishNames);
    return [`${first} ${last}`, `${first}.${last}`.toLowerCase()];
  }
  const isTaiwan = residence === 'taiwan' || residence === 'hong-kong';
  const [surname, surnameReading] = random.pick(isTaiwan ? taiwanSurnames : surnames);
  const [given, givenReading] = random.pick(isTaiwan ? taiwanGivenNames : givenNames);
  return [`${surname}${given}`, `${surnameReading}.${givenReading}`];
}

function phoneOf(random: Random, residence: Residence): string {
  if (residence === 'taiwan') return `+886 9${random.digits(2)} ${random.digits(3)} ${random.digits(3)}`;
  if (residence === 'hong-kong') return `+852 ${random.pick(['5', '6', '9'])}${random.digits(3)} ${random.digits(4)}`;
  const prefix = random.pick(['136', '137', '138', '139', '150', '158', '177', '186', '188', '199']);
  return `${prefix}00${random.digits(6)}`;
}

function addressOf(random: Random, residence: Residence, place: Place, name: string, phone: string): Address {
  const { province, city, district, zip } = place;
  const shared = { name, phone, province, city, district, zip };
  if (residence === 'taiwan') {
    const detail = `${random.pick(taiwanRoads)}${random.between(1, 4)}段 ${random.between(2, 380)} 號 ${random.between(2, 14)} 樓`;
    return { ...shared, country: '台灣', province: '台灣', detail };
  }
  if (residence === 'hong-kong') {
    const detail = `${random.pick(hongKongRoads)} ${random.between(2, 380)} 號 ${random.between(3, 40)} 樓 ${random.pick(['A', 'B', 'C'])} 室`;
    return { ...shared, country: '香港', province: '香港', detail };
  }
  const house = `${random.between(1, 36)} 幢 ${random.between(1, 3)} 单元 ${random.between(2, 30)}0${random.between(1, 4)} 室`;
  const detail = `${random.pick(mainlandRoads)} ${random.between(8, 980)} 号 ${random.pick(estates)} ${house}`;
  return { ...shared, country: '中国', detail };
}

function paymentMethodsOf(random: Random, customerId: string, residence: Residence): PaymentMethod[] {
  const method = (kind: PaymentMethod['kind'], label: string): PaymentMethod => ({
    methodId: `${customerId}-${kind}`,
    kind,
    label,
  });
  const methods = [method('alipay', residence === 'english' ? 'Alipay' : '支付宝')];
  if (random.chance(0.7)) methods.push(method('wechat-pay', residence === 'english' ? 'WeChat Pay' : '微信支付'));
  if (random.chance(0.25)) methods.push(method('credit-card', `银联 ···· ${random.digits(4)}`));
  if (random.chance(0.12)) methods.push({ ...method('balance', '账户余额'), balance: random.between(5, 300) * 100 });
  return methods;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
