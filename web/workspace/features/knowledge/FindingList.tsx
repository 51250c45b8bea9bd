import { useQuery } from '@tanstack/react-query';
import { CircleCheck, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Notice } from '../../../ui/Notice.tsx';
import { keys } from '../../cache/keys.ts';
import { isOneOf } from '../../format/one-of.ts';
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
                  <p className={styles.answer}>{finding.detail}</p>
                </div>
              </li>
            ))}
          </ul>
        )
      }
    </Loaded>
  );
}
