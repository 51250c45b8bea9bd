import type { LocalizedText } from '../types.ts';

/** A carrier with the codes that tracking services use, and what its numbers look like. */
export type Carrier = {
  /** Code of 快递100; ours as well. */
  code: string;
  /** Code of 菜鸟, where it has one. */
  cainiao?: string;
  name: LocalizedText;
  /** Other spellings in shops' systems, lower case. */
  aliases: readonly string[];
  /** It tells where a parcel is only to who knows the end of the receiver's or sender's phone number. */
  wantsPhone?: true;
  /** Numbers of this carrier; prefixes say more than bare lengths, so that the first that fits is taken. */
  patterns: readonly RegExp[];
};

function name(simplified: string, traditional: string, english: string): LocalizedText {
  return { 'zh-CN': simplified, 'zh-TW': traditional, en: english };
}

/**
 * Carriers and the form of their numbers, as the trade knows them; carriers publish no such table and change it, so what is found
 * is a suggestion unless a prefix names the carrier.
 */
export const carriers: readonly Carrier[] = [
  {
    code: 'shunfeng',
    cainiao: 'SF',
    name: name('顺丰速运', '順豐速運', 'SF Express'),
    aliases: ['sf', '顺丰', '順豐'],
    wantsPhone: true,
    patterns: [/^SF\d{12,13}$/],
  },
  {
    code: 'jd',
    cainiao: 'LE04284890',
    name: name('京东快递', '京東快遞', 'JD Logistics'),
    aliases: ['jdl', '京东', '京東', '京东物流'],
    patterns: [/^JD[A-Z0-9]{11,18}$/],
  },
  {
    code: 'yuantong',
    cainiao: 'YTO',
    name: name('圆通速递', '圓通速遞', 'YTO Express'),
    aliases: ['yto', '圆通', '圓通'],
    patterns: [/^YT\d{13,15}$/],
  },
  {
    code: 'jtexpress',
    cainiao: 'HTKY',
    name: name('极兔速递', '極兔速遞', 'J&T Express'),
    aliases: ['jt', '极兔', '極兔', 'j&t'],
    patterns: [/^JT\d{13,15}$/],
  },
  {
    code: 'zhongtong',
    cainiao: 'ZTO',
    name: name('中通快递', '中通快遞', 'ZTO Express'),
    aliases: ['zto', '中通'],
    patterns: [/^7[3-9]\d{12}$/, /^ZT\d{12}$/],
  },
  {
    code: 'shentong',
    cainiao: 'STO',
    name: name('申通快递', '申通快遞', 'STO Express'),
    aliases: ['sto', '申通'],
    patterns: [/^77\d{13}$/, /^STO\d{10,12}$/],
  },
  {
    code: 'yunda',
    cainiao: 'YUNDA',
    name: name('韵达快递', '韻達快遞', 'Yunda Express'),
    aliases: ['yd', '韵达', '韻達'],
    patterns: [/^(?:31|43|46)\d{13}$/],
  },
  {
    code: 'ems',
    cainiao: 'EMS',
    name: name('EMS', 'EMS', 'EMS'),
    aliases: ['邮政ems'],
    patterns: [/^E[A-Z]\d{9}CN$/, /^1[01]\d{11}$/],
  },
  {
    code: 'youzhengguonei',
    cainiao: 'POSTB',
    name: name('邮政快递包裹', '郵政快遞包裹', 'China Post parcel'),
    aliases: ['中国邮政', '邮政', 'chinapost'],
    patterns: [/^9[89]\d{11}$/, /^(?:PA|KA)\d{11}$/],
  },
  {
    code: 'debangkuaidi',
    cainiao: 'DBKD',
    name: name('德邦快递', '德邦快遞', 'Deppon'),
    aliases: ['德邦', 'deppon'],
    patterns: [/^DPK\d{12}$/],
  },
  {
    code: 'danniao',
    cainiao: 'DN',
    name: name('菜鸟速递', '菜鳥速遞', 'Cainiao Express'),
    aliases: ['丹鸟', '菜鸟直送'],
    patterns: [/^DN\d{13}$/],
  },
  { code: 'ups', name: name('UPS', 'UPS', 'UPS'), aliases: [], patterns: [/^1Z[A-Z0-9]{16}$/] },
  { code: 'dhl', name: name('DHL', 'DHL', 'DHL'), aliases: ['dhl express'], patterns: [/^(?:JJD|JVGL)\d{10,18}$/] },
];

export type Recognised = { carrier: Carrier; isCertain: boolean };

/** Carriers that a number can be of, the likeliest first; certain where a prefix of letters names exactly one. */
export function recogniseCarrier(trackingNumber: string): Recognised[] {
  const number = trackingNumber.trim().toUpperCase().replace(/[\s-]/g, '');
  const found = carriers.filter((carrier) => carrier.patterns.some((pattern) => pattern.test(number)));
  return found.map((carrier) => ({ carrier, isCertain: found.length === 1 && /^[A-Z0-9]?[A-Z]/.test(number) }));
}

/** The carrier that a shop's system means by a code or a name; else the one that the number shows with certainty. */
export function carrierOf(codeOrName: string, trackingNumber: string): Carrier | undefined {
  const wanted = codeOrName.trim().toLowerCase();
  const named = carriers.find(
    ({ code, cainiao, name: names, aliases }) =>
      wanted !== '' &&
      [code, cainiao?.toLowerCase(), ...Object.values(names).map((one) => one.toLowerCase()), ...aliases].includes(
        wanted,
      ),
  );
  return named ?? recogniseCarrier(trackingNumber).find((one) => one.isCertain)?.carrier;
}

/** The carriers that a parcel may be with, to be asked one after the other: the one that the shop names, else those of its number. */
export function carriersToAsk(codeOrName: string, trackingNumber: string): readonly Carrier[] {
  const named = carrierOf(codeOrName, trackingNumber);
  return named === undefined ? recogniseCarrier(trackingNumber).map((one) => one.carrier) : [named];
}

/** What a carrier is called: by its code or name, by its number, else as the shop's system writes it. */
export function carrierNameOf(codeOrName: string, trackingNumber: string): LocalizedText {
  return carrierOf(codeOrName, trackingNumber)?.name ?? { 'zh-CN': codeOrName, 'zh-TW': codeOrName, en: codeOrName };
}
