import type { IncidentAnswer } from '../../../api/routing-calls.ts';

/** Languages of the one answer, in the order in which they are asked for. */
export const answerLanguages = ['zh-CN', 'zh-TW', 'en'] as const;

export const emptyAnswer: IncidentAnswer = { 'zh-CN': '', 'zh-TW': '', en: '' };

/** Whether the answer can be approved: no customer is left without words in a language of the shop. */
export function isComplete(answer: IncidentAnswer): boolean {
  return answerLanguages.every((language) => answer[language].trim().length >= 2);
}
