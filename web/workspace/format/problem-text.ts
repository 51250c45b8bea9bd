import type { TFunction } from 'i18next';
import { ProblemError } from '../../api/problem-error.ts';

/** What happened and what to do, in the reader's words. The server's own sentence is used where it knows more. */
export function problemText(t: TFunction, error: unknown): string {
  if (!(error instanceof ProblemError)) return t('error.bug', { trace: '–' });
  if (error.kind === 'conflict' || error.kind === 'invalid') return error.problem?.detail ?? t(`error.${error.kind}`);
  if (error.kind === 'bug') return t('error.bug', { trace: error.problem?.traceId ?? '–' });
  return t(`error.${error.kind}`);
}
