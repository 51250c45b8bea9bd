import type { TFunction } from 'i18next';
import { isOneOf } from './one-of.ts';

const emotions = ['neutral', 'satisfied', 'confused', 'anxious', 'worried', 'disappointed', 'angry'] as const;
const reasons = [
  'asked',
  'risk',
  'not-understood',
  'low-confidence',
  'emotion',
  'flow-step',
  'no-right',
  'model-failed',
  'bad-rating',
  'transferred',
  'returned',
  'agent-gone',
  'agent-silent',
  'reception',
  'call-back',
] as const;
const channels = ['widget', 'console'] as const;
const levels = ['regular', 'silver', 'gold', 'black'] as const;

/** An emotion's name; an unknown one is shown as it came. */
export function emotionText(t: TFunction, emotion: string): string {
  return isOneOf(emotions, emotion) ? t(`emotion.${emotion}`) : emotion;
}

/** Why a person was needed. */
export function reasonText(t: TFunction, reason: string): string {
  return isOneOf(reasons, reason) ? t(`reason.${reason}`) : reason;
}

/** Where a customer writes from. */
export function channelText(t: TFunction, channelId: string): string {
  return isOneOf(channels, channelId) ? t(`channel.${channelId}`) : t('channel.other', { channel: channelId });
}

/** A member level's name; a shop's own levels are shown as they came. */
export function levelText(t: TFunction, level: string): string {
  return isOneOf(levels, level) ? t(`level.${level}`) : level;
}

/** What the shop has written, in one of its three languages. */
export function inLanguage<Text>(text: Readonly<Record<'zh-CN' | 'zh-TW' | 'en', Text>>, language: string): Text {
  if (language === 'zh-TW') return text['zh-TW'];
  return language === 'en' ? text.en : text['zh-CN'];
}
