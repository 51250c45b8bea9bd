import { useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { CircleCheck, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Finding } from '../../../api/knowledge-calls.ts';
import { Notice } from '../../../ui/Notice.tsx';
import { keys } from '../../cache/keys.ts';
import { isOneOf } from '../../format/one-of.ts';
import { momentText } from '../../format/time.ts';
import { api } from '../../session/api.ts';
import { Loaded } from '../../shell/Loaded.tsx';
import styles from './KnowledgeScene.module.css';

const known = [
  'duplicate-question',
  'near-duplicate',
  'contradiction',
  'expired',
  'missing-language',
  'broken-promotion',
  'unknown-reference',
  'contradicts-graph',
  'advertising-word',
  'never-hit',
  'hit-then-person',
] as const;

const languages = ['zh-CN', 'zh-TW', 'en'] as const;

/** What looks wrong in the current release: duplicates, contradictions, what is over, missing languages, forbidden words, what nobody asks or what did not help. */
export function FindingList() {
  const { t, i18n } = useTranslation();
  const language = isOneOf(languages, i18n.language) ? i18n.language : 'zh-CN';
  const query = useQuery({ queryKey: keys.findings, queryFn: () => api.checkKnowledge() });
  return (
    <Loaded query={query}>
      {({ findings, titles }) =>
        findings.length === 0 ? (
          <Notice icon={<CircleCheck />}>{t('knowledge.noFindings')}</Notice>
        ) : (
          <ul className={styles.list}>
            {findings.map((finding) => (
              <li key={`${finding.kind} ${finding.items.join(' ')} ${finding.detail}`} className={styles.item}>
                <TriangleAlert aria-hidden="true" className={styles.warning} />
                <div className={styles.words}>
                  <p className={styles.question}>
                    {isOneOf(known, finding.kind) ? t(`knowledge.finding.${finding.kind}`) : finding.kind}
                    <span className={styles.muted}>
                      {' '}
                      {finding.items.map((id) => titles[id]?.[language] ?? id).join(' · ')}
                    </span>
                  </p>
                  <p className={styles.answer}>{detailText(t, finding, i18n.language)}</p>
                </div>
              </li>
            ))}
          </ul>
        )
      }
    </Loaded>
  );
}

/** Which text is missing, as the check-up names it. */
const missing: Readonly<Record<string, 'askZhCn' | 'askZhTw' | 'askEn' | 'zhCn' | 'zhTw' | 'en'>> = {
  'questions.zh-CN': 'askZhCn',
  'questions.zh-TW': 'askZhTw',
  'questions.en': 'askEn',
  'zh-CN': 'zhCn',
  'zh-TW': 'zhTw',
  en: 'en',
};

/** The detail in words: a time by the reader's clock, a missing text by its language. */
function detailText(t: TFunction, { kind, detail }: Finding, language: string): string {
  if (kind === 'expired' && !Number.isNaN(Date.parse(detail))) return momentText(detail, language, Date.now());
  const text = kind === 'missing-language' ? missing[detail] : undefined;
  return text === undefined ? detail : t(`knowledge.missing.${text}`);
}
