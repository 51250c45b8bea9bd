import { expect, it } from 'vitest';
import { emptyAnswer, isComplete } from './incident-answer.ts';

it.each([
  [emptyAnswer, false],
  [{ 'zh-CN': '正在恢复', 'zh-TW': '正在恢復', en: '' }, false],
  [{ 'zh-CN': '正在恢复', 'zh-TW': '正在恢復', en: '  ' }, false],
  [{ 'zh-CN': '正在恢复', 'zh-TW': '正在恢復', en: 'Coming back' }, true],
])('%j can be approved: %s', (answer, can) => {
  expect(isComplete(answer)).toBe(can);
});
