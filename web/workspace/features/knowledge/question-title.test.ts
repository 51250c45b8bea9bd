import { expect, it } from 'vitest';
import { questionTitle } from './question-title.ts';

it.each([
  ['en', { 'zh-CN': ['几点发货'], 'zh-TW': [], en: ['When do you ship?'] }, 'When do you ship?'],
  ['en', { 'zh-CN': ['几点发货'], 'zh-TW': [], en: [] }, '几点发货'],
  ['zh-TW', { 'zh-CN': ['几点发货'], 'zh-TW': ['幾點出貨'], en: [] }, '幾點出貨'],
  ['zh-CN', { 'zh-CN': [], 'zh-TW': [], en: [] }, 'own-1'],
])('a question is called in %s by its first phrasing: %j is %s', (language, questions, title) => {
  expect(questionTitle({ itemId: 'own-1', document: { questions } }, language)).toBe(title);
});
