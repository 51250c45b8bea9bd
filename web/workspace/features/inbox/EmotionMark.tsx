import { Angry, Annoyed, CircleHelp, Frown, type LucideIcon, Smile, TimerReset } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Badge, type Tone } from '../../../ui/Badge.tsx';
import { emotionText } from '../../format/words.ts';

type Look = { icon: LucideIcon; tone: Tone };

const looks: Readonly<Record<string, Look>> = {
  satisfied: { icon: Smile, tone: 'success' },
  confused: { icon: CircleHelp, tone: 'neutral' },
  anxious: { icon: TimerReset, tone: 'warning' },
  worried: { icon: Annoyed, tone: 'warning' },
  disappointed: { icon: Frown, tone: 'warning' },
  angry: { icon: Angry, tone: 'danger' },
};

/** How the customer feels, unless it is nothing special. */
export function EmotionMark({ emotion, intensity }: { emotion: string; intensity: number }) {
  const { t } = useTranslation();
  const look = looks[emotion];
  if (!look || intensity < 1) return null;
  const Icon = look.icon;
  const name = emotionText(t, emotion);
  return (
    <span title={t('emotion.strength', { emotion: name, intensity })}>
      <Badge tone={look.tone} icon={<Icon aria-hidden="true" />}>
        {name}
      </Badge>
    </span>
  );
}
