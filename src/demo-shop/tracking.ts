import type { LocalizedText, TrackingEvent } from '../commerce/index.ts';
import type { Place } from './places.ts';
import type { Random } from './random.ts';

/** How far a parcel has come. */
export type ParcelStage = 'packed' | 'in-transit' | 'out-for-delivery' | 'delivered' | 'stuck' | 'lost' | 'returned';

export type Journey = {
  stage: ParcelStage;
  packedAt: Date;
  shippedAt: Date;
  /** When it is or would be handed over. */
  deliveredAt: Date;
  now: Date;
  from: { city: string; hub: string };
  to: Place;
  isAbroad: boolean;
};

/** What a carrier writes while a parcel travels, oldest first; never a line from the future. */
export function trackingEvents(random: Random, journey: Journey): TrackingEvent[] {
  const { stage, now } = journey;
  const steps = [...departure(journey), ...travel(random, journey), ...arrival(random, journey)];
  const reached = steps.filter((step) => stages[step.from] <= stages[stage] && step.at <= now);
  return reached
    .toSorted((one, other) => one.at.getTime() - other.at.getTime())
    .map(({ at, text, place }) => ({ at: at.toISOString(), text, place }));
}

type Step = {
  at: Date;
  text: LocalizedText;
  place: string;
  from: 'packed' | 'in-transit' | 'out-for-delivery' | 'delivered';
};

/** Order in which things happen; a stuck or lost parcel has its trouble among the travelling. */
const stages: Readonly<Record<ParcelStage | Step['from'], number>> = {
  packed: 0,
  'in-transit': 1,
  stuck: 1,
  lost: 1,
  'out-for-delivery': 2,
  returned: 1,
  delivered: 3,
};

function departure({ packedAt, shippedAt, from }: Journey): Step[] {
  const { city } = from;
  return [
    {
      at: packedAt,
      from: 'packed',
      place: city,
      text: say(
        `【${city}】商家已打包，等待快递揽收`,
        `【${city}】商家已包裝，等待物流取件`,
        `[${cityName(city)}] Packed, waiting for pick-up`,
      ),
    },
    {
      at: shippedAt,
      from: 'in-transit',
      place: city,
      text: say(`【${city}】快递员已揽收`, `【${city}】物流人員已取件`, `[${cityName(city)}] Picked up by the courier`),
    },
  ];
}

function travel(random: Random, journey: Journey): Step[] {
  const { shippedAt, deliveredAt, from, to, isAbroad, stage } = journey;
  const at = (share: number) => new Date(shippedAt.getTime() + (deliveredAt.getTime() - shippedAt.getTime()) * share);
  const leave: Step = {
    at: at(0.12),
    from: 'in-transit',
    place: from.city,
    text: hubText('leave', from.city, from.hub, to.hub),
  };
  const arrive: Step = { at: at(0.62), from: 'in-transit', place: to.city, text: hubText('arrive', to.city, to.hub) };
  if (stage === 'stuck') return [leave, arrive, stuck(random, journey)];
  if (stage === 'lost') return [leave, ...lost(journey)];
  if (stage === 'returned') return [leave, arrive, returned(journey)];
  if (!isAbroad) return [leave, arrive];
  const customs: Step = {
    at: at(0.4),
    from: 'in-transit',
    place: from.city,
    text: say(
      '快件已到达口岸，海关清关中',
      '包裹已抵達口岸，海關清關中',
      'At the border, customs clearance in progress',
    ),
  };
  const cleared: Step = {
    at: at(0.55),
    from: 'in-transit',
    place: from.city,
    text: say('清关完成，已离开口岸', '清關完成，已離開口岸', 'Cleared by customs, left the border'),
  };
  return [leave, customs, cleared, arrive];
}

function arrival(random: Random, { deliveredAt, to }: Journey): Step[] {
  const branch = `${to.city}${to.district}`;
  const outAt = new Date(deliveredAt.getTime() - random.between(2, 5) * 3_600_000);
  const station = random.pick(signedBy);
  return [
    {
      at: outAt,
      from: 'out-for-delivery',
      place: branch,
      text: say(
        `【${branch}】快递员正在为您派件，请保持电话畅通`,
        `【${branch}】物流人員正在配送，請保持電話暢通`,
        `[${cityName(to.city)}] Out for delivery`,
      ),
    },
    {
      at: deliveredAt,
      from: 'delivered',
      place: branch,
      text: say(
        `【${branch}】已签收，签收人：${station['zh-CN']}`,
        `【${branch}】已簽收，簽收人：${station['zh-TW']}`,
        `[${cityName(to.city)}] Delivered: ${station.en}`,
      ),
    },
  ];
}

function stuck(random: Random, { shippedAt, deliveredAt, to }: Journey): Step {
  const reason = random.pick(troubles);
  return {
    at: new Date(shippedAt.getTime() + (deliveredAt.getTime() - shippedAt.getTime()) * 0.75),
    from: 'in-transit',
    place: to.hub,
    text: say(
      `【${to.city}】快件滞留 ${to.hub}：${reason['zh-CN']}`,
      `【${to.city}】包裹滯留 ${to.hub}：${reason['zh-TW']}`,
      `[${cityName(to.city)}] Held at the sorting centre: ${reason.en}`,
    ),
  };
}

function lost({ shippedAt, to }: Journey): Step[] {
  const after = (hours: number) => new Date(shippedAt.getTime() + hours * 3_600_000);
  return [
    {
      at: after(72),
      from: 'in-transit',
      place: to.hub,
      text: say(
        `【${to.hub}】未查到到件记录，已登记查找`,
        `【${to.hub}】查無到件紀錄，已登記查找`,
        `[${cityName(to.city)}] No arrival scan, a search has been opened`,
      ),
    },
    {
      at: after(120),
      from: 'in-transit',
      place: to.hub,
      text: say(
        '快件疑似遗失，请联系卖家处理',
        '包裹疑似遺失，請聯絡賣家處理',
        'The parcel is presumed lost, please contact the seller',
      ),
    },
  ];
}

function returned({ deliveredAt, from }: Journey): Step {
  return {
    at: deliveredAt,
    from: 'in-transit',
    place: from.city,
    text: say(
      '收件人拒收，快件退回商家',
      '收件人拒收，包裹退回商家',
      'Refused by the receiver, going back to the shop',
    ),
  };
}

function hubText(kind: 'leave' | 'arrive', city: string, hub: string, next = ''): LocalizedText {
  if (kind === 'arrive') {
    return say(
      `【${city}】快件已到达 ${hub}`,
      `【${city}】包裹已抵達 ${hub}`,
      `[${cityName(city)}] Arrived at the sorting centre`,
    );
  }
  return say(
    `【${city}】快件已从 ${hub} 发出，下一站 ${next}`,
    `【${city}】包裹已從 ${hub} 發出，下一站 ${next}`,
    `[${cityName(city)}] Left the sorting centre`,
  );
}

const signedBy: readonly LocalizedText[] = [
  say('本人', '本人', 'received in person'),
  say('家门口', '家門口', 'left at the door'),
  say('菜鸟驿站', '代收點', 'at the pick-up station'),
  say('丰巢快递柜', '智慧取物櫃', 'in the parcel locker'),
];

const troubles: readonly LocalizedText[] = [
  say('网点件量过大，处理延迟', '網點件量過大，處理延遲', 'too many parcels, delayed'),
  say('受大雾天气影响', '受大霧天氣影響', 'delayed by fog'),
  say('面单破损，待核实地址', '面單破損，待核實地址', 'label damaged, address to be checked'),
];

/** Latin spelling of the cities that appear here; others stay as they are. */
const cityNames: Readonly<Record<string, string>> = {
  杭州市: 'Hangzhou',
  佛山市: 'Foshan',
  上海市: 'Shanghai',
  北京市: 'Beijing',
  广州市: 'Guangzhou',
  深圳市: 'Shenzhen',
  南京市: 'Nanjing',
  苏州市: 'Suzhou',
  武汉市: 'Wuhan',
  成都市: 'Chengdu',
  重庆市: 'Chongqing',
  西安市: "Xi'an",
  台北市: 'Taipei',
  新北市: 'New Taipei',
  台中市: 'Taichung',
  高雄市: 'Kaohsiung',
  香港: 'Hong Kong',
  厦门市: 'Xiamen',
  青岛市: 'Qingdao',
  天津市: 'Tianjin',
  长沙市: 'Changsha',
};

function cityName(city: string): string {
  return cityNames[city] ?? city;
}

function say(simplified: string, traditional: string, english: string): LocalizedText {
  return { 'zh-CN': simplified, 'zh-TW': traditional.replaceAll('转运', '轉運'), en: english };
}
