import type { TFunction } from 'i18next';
import { ProblemError } from '../../../api/problem-error.ts';
import { problemText } from '../../format/problem-text.ts';

/** Why nobody was signed in, without telling which of the fields was wrong. */
export function signInProblem(t: TFunction, error: unknown, step: 'password' | 'code'): string {
  if (!(error instanceof ProblemError)) return problemText(t, error);
  if (error.kind === 'unauthenticated' || error.kind === 'forbidden' || error.kind === 'not-found')
    return t(step === 'code' ? 'signIn.wrongCode' : 'signIn.wrong');
  const seconds = error.problem?.retryAfterSeconds;
  if (error.kind === 'rate-limited' && seconds !== undefined) return t('signIn.tooMany', { seconds });
  return problemText(t, error);
}
