import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FaqDocument, KnowledgeRow } from '../../../api/knowledge-calls.ts';
import { interfaceLanguages, languageNames } from '../../../i18n/index.ts';
import { Button } from '../../../ui/Button.tsx';
import { Field } from '../../../ui/Field.tsx';
import { AdvertisingHint } from './AdvertisingHint.tsx';
import styles from './KnowledgeScene.module.css';
import { useKnowledgeChange } from './use-knowledge-change.ts';

type Texts = Record<(typeof interfaceLanguages)[number], string>;
const noTexts: Texts = { 'zh-CN': '', 'zh-TW': '', en: '' };

/** Phrasings, one a line, and the answer that goes out word for word; kept as a draft until somebody approves it. */
export function QuestionForm({ row, onClose, onKept }: { row?: KnowledgeRow; onClose(): void; onKept(): void }) {
  const { t } = useTranslation();
  const [questions, setQuestions] = useState<Texts>(row ? linesOf(row.document.questions) : noTexts);
  const [answer, setAnswer] = useState<Texts>({ ...noTexts, ...row?.document.answer });
  const { run, isBusy } = useKnowledgeChange();
  const itemId = row?.itemId ?? `own-${crypto.randomUUID().slice(0, 8)}`;
  const keep = (document: FaqDocument | null) =>
    run((api) => api.saveDrafts([{ kind: 'faq', itemId, document }]), t('knowledge.kept'), onKept);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void keep(documentOf(row, questions, answer));
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      {interfaceLanguages.map((language) => (
        <fieldset key={language} className={styles.language}>
          <legend>{languageNames[language]}</legend>
          <Field label={t('knowledge.questions')} hint={t('knowledge.questionsHint')}>
            {(ids) => (
              <textarea
                {...ids}
                className="control"
                rows={4}
                lang={language}
                required={language === 'zh-CN'}
                value={questions[language]}
                onChange={(event) => setQuestions({ ...questions, [language]: event.target.value })}
              />
            )}
          </Field>
          <Field label={t('knowledge.answer')} {...(language === 'zh-CN' ? {} : { hint: t('knowledge.answerHint') })}>
            {(ids) => (
              <textarea
                {...ids}
                className="control"
                rows={4}
                lang={language}
                maxLength={2_000}
                required={language === 'zh-CN'}
                value={answer[language]}
                onChange={(event) => setAnswer({ ...answer, [language]: event.target.value })}
              />
            )}
          </Field>
        </fieldset>
      ))}
      <AdvertisingHint text={interfaceLanguages.map((language) => answer[language]).join('\n')} />
      <div className={styles.foot}>
        <Button type="submit" look="primary" disabled={isBusy}>
          {t('knowledge.keep')}
        </Button>
        <Button look="quiet" onClick={onClose}>
          {t('common.cancel')}
        </Button>
        {row && (
          <Button look="danger" className={styles.end} disabled={isBusy} onClick={() => void keep(null)}>
            {t('knowledge.remove')}
          </Button>
        )}
      </div>
    </form>
  );
}

function linesOf(questions: FaqDocument['questions']): Texts {
  return {
    'zh-CN': questions['zh-CN'].join('\n'),
    'zh-TW': questions['zh-TW'].join('\n'),
    en: questions.en.join('\n'),
  };
}

/** An answer that is missing in a language repeats the first one; the check names it. */
function documentOf(row: KnowledgeRow | undefined, questions: Texts, answer: Texts): FaqDocument {
  const lines = (text: string) => text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]));
  const first = answer['zh-CN'].trim();
  return {
    topic: row?.document.topic ?? '',
    intent: row?.document.intent ?? 'chat.other',
    policies: row?.document.policies ?? [],
    questions: { 'zh-CN': lines(questions['zh-CN']), 'zh-TW': lines(questions['zh-TW']), en: lines(questions.en) },
    answer: { 'zh-CN': first, 'zh-TW': answer['zh-TW'].trim() || first, en: answer.en.trim() || first },
  };
}
