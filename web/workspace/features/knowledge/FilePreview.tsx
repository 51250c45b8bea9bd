import { FileUp } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FileReading } from '../../../api/knowledge-calls.ts';
import { Button } from '../../../ui/Button.tsx';
import { Check } from '../../../ui/Check.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { isOneOf } from '../../format/one-of.ts';
import { problemText } from '../../format/problem-text.ts';
import { api } from '../../session/api.ts';
import styles from './KnowledgeScene.module.css';
import { QuestionRow } from './QuestionRow.tsx';
import { useKnowledgeChange } from './use-knowledge-change.ts';

const refusals = [
  'unknown-ending',
  'too-large',
  'nothing-found',
  'not-json',
  'field',
  'id-missing',
  'id-twice',
  'no-questions',
  'no-answer',
  'answer-too-long',
  'not-excel',
  'empty-file',
  'column-missing',
  'quote-not-closed',
  'text-after-quote',
  'quote-inside',
  'broken-csv',
  'not-word',
  'not-pdf',
  'too-many-pages',
  'page-without-text',
  'no-question',
  'personal',
] as const;

const readable = '.csv,.tsv,.xlsx,.json,.md,.html,.htm,.docx,.pdf,.txt';

/** A file, what it would bring, and what could not be read and where; only what stays ticked is kept. */
export function FilePreview({ onClose, onKept }: { onClose(): void; onKept(): void }) {
  const { t } = useTranslation();
  const { name, reading, problem, isReading, choose } = useFile();
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const { run, isBusy } = useKnowledgeChange();
  const chosen = reading?.items.filter((item) => !left.has(item.itemId)) ?? [];
  const toggle = (itemId: string) => {
    const next = new Set(left);
    if (!next.delete(itemId)) next.add(itemId);
    setLeft(next);
  };
  return (
    <div className={styles.form}>
      <label className={styles.file}>
        <FileUp aria-hidden="true" />
        <span>{isReading ? t('knowledge.reading') : name || t('knowledge.chooseFile')}</span>
        <input
          type="file"
          accept={readable}
          onChange={(event) => {
            const [file] = event.target.files ?? [];
            if (file) void choose(file);
          }}
        />
      </label>
      <p className={styles.muted}>{t('knowledge.fileHint')}</p>
      {problem !== undefined && (
        <Notice isProblem title={t('error.title')}>
          {problemText(t, problem)}
        </Notice>
      )}
      {reading && reading.refused.length > 0 && (
        <details className={styles.refused}>
          <summary>{t('knowledge.refused', { count: reading.refused.length })}</summary>
          <ul>
            {reading.refused.map((one) => (
              <li key={`${one.line} ${one.reason}`}>
                {one.sheet !== undefined && t('knowledge.sheet', { sheet: one.sheet })}
                {t('knowledge.place', { line: one.line })}{' '}
                {isOneOf(refusals, one.key) ? t(`knowledge.refusal.${one.key}`, { ...one.parameters }) : one.reason}
              </li>
            ))}
          </ul>
        </details>
      )}
      {reading && (
        <ul className={styles.list}>
          {reading.items.map((row) => (
            <QuestionRow key={row.itemId} row={row}>
              <div className={styles.choice}>
                <Check
                  label={t('knowledge.take')}
                  isChecked={!left.has(row.itemId)}
                  onChange={() => toggle(row.itemId)}
                />
              </div>
            </QuestionRow>
          ))}
        </ul>
      )}
      <div className={styles.foot}>
        <Button
          look="primary"
          disabled={isBusy || chosen.length === 0}
          onClick={() => void run((api) => api.saveDrafts(chosen, name), t('knowledge.kept'), onKept)}
        >
          {t('knowledge.keepMany', { count: chosen.length })}
        </Button>
        <Button look="quiet" onClick={onClose}>
          {t('common.cancel')}
        </Button>
      </div>
    </div>
  );
}

function useFile() {
  const [name, setName] = useState('');
  const [reading, setReading] = useState<FileReading>();
  const [problem, setProblem] = useState<unknown>();
  const [isReading, setBusy] = useState(false);
  const choose = async (file: File) => {
    setName(file.name);
    setReading(undefined);
    setProblem(undefined);
    setBusy(true);
    try {
      setReading(await api.readKnowledgeFile(file));
    } catch (error) {
      setProblem(error);
    } finally {
      setBusy(false);
    }
  };
  return { name, reading, problem, isReading, choose };
}
