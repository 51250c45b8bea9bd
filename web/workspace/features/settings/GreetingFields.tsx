import { Plus, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { LocalizedText } from '../../../api/index.ts';
import { interfaceLanguages, languageNames } from '../../../i18n/index.ts';
import { Button } from '../../../ui/Button.tsx';
import { Field } from '../../../ui/Field.tsx';
import { IconButton } from '../../../ui/IconButton.tsx';
import styles from './GreetingFields.module.css';
import { noText, type SettingsDraft } from './settings-draft.ts';

const tones = ['warm', 'plain'] as const;
const mostQuestions = 8;

/** First words, tone and popular questions of the chat window. */
export function GreetingFields({
  draft,
  onChange,
}: {
  draft: SettingsDraft;
  onChange(part: Partial<SettingsDraft>): void;
}) {
  const { t } = useTranslation();
  return (
    <div className={styles.stack}>
      {interfaceLanguages.map((language) => (
        <Field key={language} label={languageNames[language]}>
          {(ids) => (
            <textarea
              {...ids}
              className="control"
              rows={2}
              maxLength={500}
              lang={language}
              placeholder={t('settings.usual')}
              value={draft.greeting[language]}
              onChange={(event) => onChange({ greeting: { ...draft.greeting, [language]: event.target.value } })}
            />
          )}
        </Field>
      ))}
      <Field label={t('settings.tone')}>
        {(ids) => (
          <select
            {...ids}
            className="control"
            value={draft.tone}
            onChange={(event) => onChange({ tone: tones.find((one) => one === event.target.value) ?? 'warm' })}
          >
            {tones.map((tone) => (
              <option key={tone} value={tone}>
                {t(`settings.tones.${tone}`)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Questions questions={draft.questions} onChange={(questions) => onChange({ questions })} />
    </div>
  );
}

function Questions({
  questions,
  onChange,
}: {
  questions: readonly LocalizedText[];
  onChange(questions: readonly LocalizedText[]): void;
}) {
  const { t } = useTranslation();
  const change = (index: number, language: keyof LocalizedText, words: string) =>
    onChange(questions.map((question, at) => (at === index ? { ...question, [language]: words } : question)));
  return (
    <fieldset className={styles.questions}>
      <legend className={styles.legend}>{t('settings.questions')}</legend>
      <p className={styles.hint}>{t('settings.questionsHint', { limit: mostQuestions })}</p>
      {questions.map((question, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a question is known by its place in the list
        <div key={index} className={styles.question}>
          {interfaceLanguages.map((language) => (
            <input
              key={language}
              className="control"
              lang={language}
              maxLength={500}
              aria-label={`${t('settings.questions')} ${index + 1} ${languageNames[language]}`}
              placeholder={languageNames[language]}
              value={question[language]}
              onChange={(event) => change(index, language, event.target.value)}
            />
          ))}
          <IconButton
            label={t('settings.removeQuestion', { number: index + 1 })}
            icon={<X />}
            onClick={() => onChange(questions.filter((_, at) => at !== index))}
          />
        </div>
      ))}
      {questions.length < mostQuestions && (
        <Button size="small" icon={<Plus aria-hidden="true" />} onClick={() => onChange([...questions, noText])}>
          {t('settings.addQuestion')}
        </Button>
      )}
    </fieldset>
  );
}
