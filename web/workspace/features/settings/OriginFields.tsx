import { useTranslation } from 'react-i18next';
import { Field } from '../../../ui/Field.tsx';
import { wrongOrigin } from './origins.ts';

/** The sites on which the chat window may stand. */
export function OriginFields({ origins, onChange }: { origins: string; onChange(origins: string): void }) {
  const { t } = useTranslation();
  const wrong = wrongOrigin(origins);
  return (
    <Field
      label={t('settings.origins')}
      problem={wrong === undefined ? undefined : t('settings.originWrong', { origin: wrong })}
    >
      {(ids) => (
        <textarea
          {...ids}
          className="control"
          rows={3}
          spellCheck={false}
          placeholder="https://shop.example"
          value={origins}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
