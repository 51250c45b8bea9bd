import type { LocalizedText, WorkingHours } from '../../../api/index.ts';
import type { SettingsChange, ShopSettings } from '../../../api/staff-views.ts';
import { linesIn } from '../../format/lines.ts';

/** The settings as they are typed; an empty text means the usual one. */
export type SettingsDraft = {
  workingHours: WorkingHours;
  greeting: LocalizedText;
  questions: readonly LocalizedText[];
  tone: ShopSettings['tone'];
  /** One origin per line. */
  origins: string;
};

export const noText: LocalizedText = { 'zh-CN': '', 'zh-TW': '', en: '' };

/** What the form starts with. */
export function toDraft(settings: ShopSettings): SettingsDraft {
  return {
    workingHours: settings.workingHours,
    greeting: settings.greeting ?? noText,
    questions: settings.popularQuestions ?? [],
    tone: settings.tone,
    origins: settings.trustedOrigins.join('\n'),
  };
}

/** What differs from the stored settings, as the server takes it. */
export function changeBetween(settings: ShopSettings, draft: SettingsDraft): SettingsChange {
  const before = toDraft(settings);
  const change: SettingsChange = {};
  if (isOther(before.workingHours, draft.workingHours)) change.workingHours = draft.workingHours;
  if (isOther(before.greeting, draft.greeting)) change.greeting = isEmpty(draft.greeting) ? null : draft.greeting;
  if (isOther(before.questions, draft.questions)) {
    const questions = draft.questions.filter((question) => !isEmpty(question));
    change.popularQuestions = questions.length === 0 ? null : questions;
  }
  if (before.tone !== draft.tone) change.tone = draft.tone;
  if (before.origins !== draft.origins) change.trustedOrigins = linesIn(draft.origins);
  return change;
}

function isOther(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) !== JSON.stringify(other);
}

function isEmpty(text: LocalizedText): boolean {
  return Object.values(text).every((words) => words.trim() === '');
}
