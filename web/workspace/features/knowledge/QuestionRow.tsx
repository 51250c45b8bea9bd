import { Pencil } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { FaqDocument } from '../../../api/knowledge-calls.ts';
import { IconButton } from '../../../ui/IconButton.tsx';
import { inLanguage } from '../../format/words.ts';
import styles from './KnowledgeScene.module.css';
import { questionTitle } from './question-title.ts';

/** A question with its other phrasings counted and its answer. */
export function QuestionRow({
  row,
  onEdit,
  children,
}: {
  row: { itemId: string; document: FaqDocument };
  onEdit?: (() => void) | undefined;
  children?: ReactNode;
}) {
  const { t, i18n } = useTranslation();
  const { questions, answer } = row.document;
  const all = Object.values(questions).flat();
  const title = questionTitle(row, i18n.language);
  return (
    <li className={styles.item}>
      <div className={styles.words}>
        <p className={styles.question}>
          {title}
          {all.length > 1 && <span className={styles.muted}> {t('knowledge.phrasings', { count: all.length })}</span>}
        </p>
        <p className={styles.answer}>{inLanguage(answer, i18n.language)}</p>
        {children}
      </div>
      {onEdit && <IconButton label={t('knowledge.edit', { title })} icon={<Pencil />} onClick={onEdit} />}
    </li>
  );
}
