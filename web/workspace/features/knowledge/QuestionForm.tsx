import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FaqDocument, KnowledgeRow } from '../../../api/knowledge-calls.ts';
import { interfaceLanguages, languageNames } from '../../../i18n/index.ts';
import { Field } from '../../../ui/Field.tsx';
import { linesIn } from '../../format/lines.ts';
import { AdvertisingHint } from './AdvertisingHint.tsx';
import { DraftForm, useItemId } from './DraftForm.tsx';
import styles from './KnowledgeScene.module.css';

type Texts = Record<(typeof interfaceLanguages)[number], string>;
const noTexts: Texts = { 'zh-CN': '', 'zh-TW': '', en: '' };

/** Phrasings, one a line, and the answer that goes out word for word. */
export function QuestionForm({ row, onClose, onKept }: { row?: KnowledgeRow; onClose(): void; onKept(): void }) {
  const { t } = useTranslation();
  const [questions, setQuestions] = useState<Texts>(row ? linesOf(row.document.questions) : noTexts);
  const itemId = useItemId(row);
  const [answer, setAnswer] = useState<Texts>({ ...noTexts, ...row?.document.answer });
  return (
    <DraftForm
      kind="faq"
      itemId={itemId}
      document={documentOf(row, questions, answer)}
      removeLabel={row && t('knowledge.remove')}
      onClose={onClose}
      onKept={onKept}
    >
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
    </DraftForm>
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
  const first = answer['zh-CN'].trim();
  return {
    topic: row?.document.topic ?? '',
    intent: row?.document.intent ?? 'chat.other',
    policies: row?.document.policies ?? [],
    questions: {
      'zh-CN': linesIn(questions['zh-CN']),
      'zh-TW': linesIn(questions['zh-TW']),
      en: linesIn(questions.en),
    },
    answer: { 'zh-CN': first, 'zh-TW': answer['zh-TW'].trim() || first, en: answer.en.trim() || first },
  };
}
