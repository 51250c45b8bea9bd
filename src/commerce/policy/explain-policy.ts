import type { LocalizedText } from '../types.ts';
import type { PolicyAnswer } from './ask-policy.ts';
import texts from './policy-texts.json' with { type: 'json' };

/** Why goods may or may not come back (为什么不能退): one sentence that names the rule, in three languages. Pure. */
export function explainPolicy(answer: PolicyAnswer, item: LocalizedText): LocalizedText {
  const inLanguage = (language: keyof LocalizedText) =>
    texts[language][answer.why]
      .replaceAll('{rule}', answer.rule?.title[language] ?? texts[language].warranty)
      .replaceAll('{item}', item[language])
      .replaceAll('{days}', String(answer.days))
      .replaceAll('{lastDay}', dayText(answer.lastDay, language));
  return { 'zh-CN': inLanguage('zh-CN'), 'zh-TW': inLanguage('zh-TW'), en: inLanguage('en') };
}

function dayText(day: string, language: keyof LocalizedText): string {
  const [year, month, date] = day.split('-').map(Number);
  if (year === undefined || month === undefined || date === undefined) return day;
  return language === 'en' ? day : `${month} 月 ${date} 日`;
}
