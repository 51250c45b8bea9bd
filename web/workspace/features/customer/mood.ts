import type { CustomerPanel } from '../../../api/index.ts';

export type MoodPoint = { x: number; y: number; seq: number; emotion: string; intensity: number };

type Trend = CustomerPanel['emotionTrend'];

/** Which way an emotion points: up is good. Confusion is no bad mood, only a need. */
const direction: Readonly<Record<string, number>> = {
  satisfied: 1,
  neutral: 0,
  confused: -0.35,
  anxious: -0.7,
  worried: -0.7,
  disappointed: -0.85,
  angry: -1,
};

const strongest = 3;

/** Mood of one message, from −1 (very angry) to 1 (very pleased). */
export function moodOf(emotion: string, intensity: number): number {
  return (direction[emotion] ?? 0) * (Math.min(strongest, Math.max(0, intensity)) / strongest);
}

/** Points of a line through the messages, within a box of this size. */
export function moodPoints(trend: Trend, width: number, height: number): MoodPoint[] {
  const step = trend.length > 1 ? width / (trend.length - 1) : 0;
  return trend.map(({ seq, emotion, intensity }, index) => ({
    x: trend.length > 1 ? index * step : width / 2,
    y: ((1 - moodOf(emotion, intensity)) / 2) * height,
    seq,
    emotion,
    intensity,
  }));
}

/** The worst moment of a trend. */
export function worstMood(trend: Trend): Trend[number] | undefined {
  return [...trend].sort(
    (one, other) => moodOf(one.emotion, one.intensity) - moodOf(other.emotion, other.intensity),
  )[0];
}
