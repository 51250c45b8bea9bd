import { useTranslation } from 'react-i18next';
import type { ModelSettings } from '../../../api/staff-views.ts';

/** What the model has done and cost in the last day. */
export function ModelUsage({ usage, currency }: Pick<ModelSettings, 'usage' | 'currency'>) {
  const { t, i18n } = useTranslation();
  const sum = (pick: (hour: ModelSettings['usage'][number]) => number) =>
    usage.reduce((total, hour) => total + pick(hour), 0);
  const calls = sum((hour) => hour.calls);
  if (calls === 0) return null;
  const money = new Intl.NumberFormat(i18n.language, { style: 'currency', currency });
  return (
    <p>
      {t('models.usage', {
        calls,
        failures: sum((hour) => hour.failures),
        tokens: sum((hour) => hour.inputTokens + hour.outputTokens).toLocaleString(i18n.language),
        cost: money.format(sum((hour) => hour.cost) / 1e8),
        seconds: (sum((hour) => hour.milliseconds) / calls / 1_000).toFixed(1),
      })}
    </p>
  );
}
