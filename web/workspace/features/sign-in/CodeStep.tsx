import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/Button.tsx';
import { Field } from '../../../ui/Field.tsx';
import styles from './SignInScene.module.css';

/** Second step: six digits out of the authenticator. */
export function CodeStep(props: {
  code: string;
  onCode(code: string): void;
  onSubmit(): void;
  onBack(): void;
  isBusy: boolean;
  problem: string | undefined;
}) {
  const { t } = useTranslation();
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        props.onSubmit();
      }}
    >
      <Field label={t('signIn.code')} hint={t('signIn.codeHint')} problem={props.problem}>
        {(ids) => (
          <input
            {...ids}
            className="control"
            // biome-ignore lint/a11y/noAutofocus: the step consists of this one field
            autoFocus
            required
            inputMode="numeric"
            autoComplete="one-time-code"
            pattern="[0-9 ]{6,7}"
            maxLength={7}
            value={props.code}
            onChange={(event) => props.onCode(event.target.value)}
          />
        )}
      </Field>
      <Button type="submit" look="primary" disabled={props.isBusy}>
        {t('signIn.verify')}
      </Button>
      <Button look="quiet" onClick={props.onBack}>
        {t('signIn.otherAccount')}
      </Button>
    </form>
  );
}
