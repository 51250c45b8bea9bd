import type { TFunction } from 'i18next';
import { isOneOf } from '../../format/one-of.ts';

const urgencyKeys = [
  'risk',
  'strong-emotion',
  'emotion',
  'bad-rating',
  'valued-customer',
  'cancel-window-closing',
  'payment-failing',
  'parcel-stuck',
  'returning',
  'shorter-promise',
] as const;
const steps = [
  'only',
  'language',
  'least-load',
  'specialist',
  'skill-level',
  'match',
  'longest-idle',
  'fastest',
] as const;
const stages = ['own-agent', 'skilled', 'any-level', 'any-language', 'overflow', 'anybody'] as const;

/** A reason of the order in words, with the minutes of waiting that it counts for. */
export function urgencyText(t: TFunction, part: { key: string; seconds: number }): string {
  const minutes = Math.round(part.seconds / 60);
  const name = isOneOf(urgencyKeys, part.key) ? t(`routing.urgency.${part.key}`) : part.key;
  return t('routing.part', { name, minutes });
}

/** What decided between those who could have served. */
export function stepText(t: TFunction, step: string): string {
  return isOneOf(steps, step) ? t(`routing.choice.${step}`) : step;
}

/** Who was allowed to serve at that moment. */
export function stageText(t: TFunction, stage: string): string {
  return isOneOf(stages, stage) ? t(`routing.stage.${stage}`) : stage;
}
