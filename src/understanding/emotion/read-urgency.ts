import type { Emotion, Intensity, Risk } from '../types.ts';

/** What speaks for hurry, as regular expressions over the normalised text in lower case, with its share of urgency. */
const cues: readonly { says: RegExp; share: number }[] = [
  {
    says: /十万火急|火烧眉毛|救命|急急|急死|来不及|马上就?要(?:用|走|出发|结婚|考试)|立刻|立即|火速|现在就|right now|immediately|emergency|urgent|asap/u,
    share: 0.45,
  },
  {
    says: /急用|急需|着急|很急|好急|加急|赶时间|尽快|抓紧|赶紧|快点|快一点|快些|马上|催(?!眠)|等着(?:用|穿|吃|送)|hurry|quick|as soon as possible|in a rush|time.sensitive|expedite/u,
    share: 0.3,
  },
  {
    says: /今天(?:必须|一定|就要|之内|能不能)|今晚之前|明天(?:就要|必须|要用|一早)|最后期限|deadline|by (?:today|tonight|tomorrow)|need (?:it|this|them) (?:today|tomorrow|now)/u,
    share: 0.25,
  },
  {
    says: /怎么还(?:没|不)|还没(?:到|发|收|退|好)|等了(?:好|很|\d|[一二三四五六七八九十两半几])|多久了|still (?:waiting|not|no|hasn't|haven't)|how much longer/u,
    share: 0.2,
  },
  { says: /有人吗|人呢|在不在|说话|回(?:复|话|我)|anyone there|hello\?/u, share: 0.15 },
  { says: /!!|\?\?/u, share: 0.1 },
];
const calm = /不(?:是很|太|用|着|必|算)?(?:急|着急|催)|慢慢(?:来|发)|有空再|no rush|no hurry|take your time|whenever/u;

const intentShare: Readonly<Record<string, number>> = {
  'ship.urge': 0.3,
  'status.urge_reply': 0.3,
  'track.delay': 0.2,
  'track.lost': 0.2,
  'refund.progress': 0.15,
  'pay.problem': 0.15,
  'human.request': 0.15,
  complaint: 0.15,
};
const emotionShare: Readonly<Record<Emotion, number>> = {
  neutral: 0,
  satisfied: 0,
  confused: 0.05,
  anxious: 0.15,
  worried: 0.1,
  disappointed: 0.05,
  angry: 0.12,
};

/** How soon somebody should act, 0 (no hurry) to 1 (now): words of hurry, the wish itself, feeling, danger. */
export function readUrgency(
  normalized: string,
  reading: { intent: string; emotion: Emotion; intensity: Intensity; risks: readonly Risk[]; longestRun: number },
): number {
  if (reading.risks.includes('safety') || reading.risks.includes('self-harm')) return 1;
  const text = normalized.toLowerCase();
  if (calm.test(text)) return 0;
  const said = cues.reduce((sum, { says, share }) => sum + (says.test(text) ? share : 0), 0);
  const felt = emotionShare[reading.emotion] * reading.intensity;
  const total = said + felt + (intentShare[reading.intent] ?? 0) + (reading.longestRun >= 3 ? 0.1 : 0);
  return Math.round(Math.min(1, total) * 100) / 100;
}
