import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SignInFields } from '../../../api/client.ts';
import type { SignInHint } from '../../../api/staff-views.ts';
import { Button } from '../../../ui/Button.tsx';
import { Field } from '../../../ui/Field.tsx';
import { PasswordField } from '../../../ui/PasswordField.tsx';
import { keys } from '../../cache/keys.ts';
import { api } from '../../session/api.ts';
import { CodeStep } from './CodeStep.tsx';
import { DemoHint } from './DemoHint.tsx';
import { EntryFrame } from './EntryFrame.tsx';
import styles from './SignInScene.module.css';
import { signInProblem } from './sign-in-problem.ts';

const shopKey = 'peakdesk.shop';

/** Sign-in: shop, e-mail, password, and the code where the account asks for one. */
export function SignInScene() {
  const { t } = useTranslation();
  const { fields, set, step, setStep, submit, isBusy, problem } = useSignIn();
  const hint = useQuery({ queryKey: ['sign-in-hint'], queryFn: () => api.hint(), retry: false, staleTime: Infinity });
  const fill = (given: SignInHint, email: string) => {
    set({ shopId: given.shopId, email, password: given.password });
    setStep('password');
  };
  if (step === 'code')
    return (
      <EntryFrame title={t('signIn.codeTitle')}>
        <CodeStep
          code={fields.code ?? ''}
          onCode={(code) => set({ ...fields, code })}
          onSubmit={() => void submit()}
          onBack={() => setStep('password')}
          isBusy={isBusy}
          problem={problem}
        />
      </EntryFrame>
    );
  return (
    <EntryFrame title={t('signIn.title')}>
      <PasswordStep fields={fields} set={set} submit={submit} isBusy={isBusy} problem={problem} />
      {hint.data && <DemoHint hint={hint.data} onChoose={(email) => hint.data && fill(hint.data, email)} />}
    </EntryFrame>
  );
}

type Form = {
  fields: SignInFields;
  set(fields: SignInFields): void;
  submit(): Promise<void>;
  isBusy: boolean;
  problem: string | undefined;
};

function PasswordStep({ fields, set, submit, isBusy, problem }: Form) {
  const { t } = useTranslation();
  const send = (event: FormEvent) => {
    event.preventDefault();
    void submit();
  };
  return (
    <form className={styles.form} onSubmit={send}>
      <Field label={t('signIn.shop')}>
        {(ids) => (
          <input
            {...ids}
            className="control"
            required
            autoComplete="organization"
            value={fields.shopId}
            onChange={(event) => set({ ...fields, shopId: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('signIn.email')}>
        {(ids) => (
          <input
            {...ids}
            className="control"
            type="email"
            required
            autoComplete="username"
            value={fields.email}
            onChange={(event) => set({ ...fields, email: event.target.value })}
          />
        )}
      </Field>
      <PasswordField
        label={t('signIn.password')}
        kind="current"
        problem={problem}
        value={fields.password}
        onChange={(password) => set({ ...fields, password })}
      />
      <Button type="submit" look="primary" disabled={isBusy}>
        {isBusy ? t('signIn.submitting') : t('signIn.submit')}
      </Button>
    </form>
  );
}

function useSignIn() {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const navigate = useNavigate();
  const { next } = useSearch({ from: '/sign-in' });
  const [fields, set] = useState<SignInFields>({
    shopId: localStorage.getItem(shopKey) ?? 'demo',
    email: '',
    password: '',
  });
  const [step, setStep] = useState<'password' | 'code'>('password');
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const submit = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      const { code, ...plain } = fields;
      const answer = await api.signIn(step === 'code' && code ? { ...plain, code: code.replaceAll(/\s/g, '') } : plain);
      if ('needsCode' in answer) {
        setStep('code');
        return;
      }
      localStorage.setItem(shopKey, fields.shopId);
      cache.clear();
      cache.setQueryData(keys.session, answer);
      await navigate({ to: next ?? '/' });
    } catch (error) {
      setProblem(signInProblem(t, error, step));
    } finally {
      setBusy(false);
    }
  };
  return { fields, set, step, setStep, submit, isBusy, problem };
}
