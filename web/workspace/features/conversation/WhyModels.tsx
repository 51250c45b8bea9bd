import { useTranslation } from 'react-i18next';
import type { ExplainedTurn } from '../../../api/index.ts';
import styles from './WhyBody.module.css';

/** Which models were asked in this turn, how long they took, and what the conversation has cost so far. */
export function WhyModels({ turn }: { turn: Pick<ExplainedTurn, 'models' | 'modelTotal' | 'currency'> }) {
  const { t, i18n } = useTranslation();
  const { models, modelTotal, currency } = turn;
  if (modelTotal.calls === 0) return null;
  const money = new Intl.NumberFormat(i18n.language, { style: 'currency', currency, maximumFractionDigits: 4 });
  const amount = (count: number) => count.toLocaleString(i18n.language);
  return (
    <>
      <h3 className={styles.heading}>{t('why.models')}</h3>
      {models.map((call) => (
        <p key={`${call.task}-${call.outcome}`} className={styles.muted}>
          {t('why.modelCall', {
            task: t(`why.task.${call.task}`),
            model: call.model,
            outcome: t(`why.outcome.${call.outcome}`),
            seconds: (call.milliseconds / 1_000).toFixed(1),
            tokens: amount(call.inputTokens + call.outputTokens),
            cost: money.format(call.cost / 1e8),
          })}
        </p>
      ))}
      <p className={styles.muted}>
        {t('why.conversationCost', {
          calls: modelTotal.calls,
          tokens: amount(modelTotal.tokens),
          cost: money.format(modelTotal.cost / 1e8),
        })}
      </p>
    </>
  );
}
