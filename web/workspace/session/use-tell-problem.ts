import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { showToast } from '../../ui/toasts.ts';
import { problemText } from '../format/problem-text.ts';

/** Says in a short message why something did not work; to be handed to whatever may fail. */
export function useTellProblem(): (error: unknown) => void {
  const { t } = useTranslation();
  return useCallback((error) => showToast({ tone: 'danger', words: problemText(t, error) }), [t]);
}
