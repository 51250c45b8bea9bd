import { useTranslation } from 'react-i18next';
import type { CustomerPanel } from '../../../api/index.ts';
import { emotionText } from '../../format/words.ts';
import styles from './MoodLine.module.css';
import { moodOf, moodPoints, worstMood } from './mood.ts';

const width = 280;
const height = 48;
const edge = 5;

/** How the customer's mood has gone over the conversation. */
export function MoodLine({ trend }: { trend: CustomerPanel['emotionTrend'] }) {
  const { t } = useTranslation();
  const last = trend.at(-1);
  const worst = worstMood(trend);
  if (!last || !worst || trend.length < 2) return <p className={styles.muted}>{t('customer.noMood')}</p>;
  const points = moodPoints(trend, width - 2 * edge, height - 2 * edge);
  const summary = t('customer.moodSummary', {
    count: trend.length,
    now: emotionText(t, last.emotion),
    worst: emotionText(t, worst.emotion),
  });
  return (
    <figure className={styles.figure}>
      <svg viewBox={`0 0 ${width} ${height}`} className={styles.line} role="img" aria-label={summary}>
        <line x1="0" x2={width} y1={height / 2} y2={height / 2} className={styles.middle} />
        <polyline points={points.map(({ x, y }) => `${x + edge},${y + edge}`).join(' ')} className={styles.path} />
        {points.map((point) => (
          <circle
            key={point.seq}
            cx={point.x + edge}
            cy={point.y + edge}
            r="3"
            className={moodOf(point.emotion, point.intensity) < -0.3 ? styles.bad : styles.dot}
          >
            <title>
              {t('emotion.strength', { emotion: emotionText(t, point.emotion), intensity: point.intensity })}
            </title>
          </circle>
        ))}
      </svg>
      <figcaption className={styles.muted}>{summary}</figcaption>
    </figure>
  );
}
