import { describe, expect, test } from 'vitest';
import { importKnowledge } from './import-knowledge.ts';

const header = 'id,intent,questions,answer,answer.en';

describe('a CSV of FAQs', () => {
  test('becomes items; questions are split, a missing language repeats the first answer', () => {
    const { items, refused } = importKnowledge({
      name: 'faq.csv',
      text: `${header}\nwarm,product.usage,"会暖吗|暖和吗","很暖，""真的""。",It is warm.\n`,
    });
    expect(refused).toEqual([]);
    expect(items).toMatchObject([
      {
        itemId: 'warm',
        kind: 'faq',
        document: {
          questions: { 'zh-CN': ['会暖吗', '暖和吗'], en: [] },
          answer: { 'zh-CN': '很暖，"真的"。', 'zh-TW': '很暖，"真的"。', en: 'It is warm.' },
        },
      },
    ]);
  });

  test.each([
    ['an entry without answer', `${header}\na,x,会吗,,\n`, 2, 'answer.zh-CN'],
    ['an entry without questions', `${header}\na,x,,答,\n`, 2, 'questions'],
    ['an id given twice', `${header}\na,x,会吗,答,\na,x,能吗,答,\n`, 3, 'a stands in this file twice'],
    ['a line with too few cells', `${header}\na,x\n`, 2, '2 cells'],
    ['an open quote', `${header}\na,x,"会吗,答,\n`, 2, 'quote'],
    ['a missing column', 'id,questions\na,b\n', 1, 'intent, answer'],
    ['an empty file', '', 1, 'empty'],
  ])('refuses %s with file, line and reason', (_name, text, line, reason) => {
    const { refused } = importKnowledge({ name: 'faq.csv', text });
    expect(refused).toHaveLength(1);
    expect(refused[0]).toMatchObject({ file: 'faq.csv', line });
    expect(refused[0]?.reason).toContain(reason);
  });

  test('a line break inside quotes does not shift later line numbers', () => {
    const { refused } = importKnowledge({ name: 'f.csv', text: `${header}\na,x,"一吗\n二吗",答,\nb,x,,答,\n` });
    expect(refused[0]?.line).toBe(4);
  });
});

test('a JSON file is refused entry by entry', () => {
  const good = {
    id: 'a',
    topic: '',
    intent: 'x',
    questions: { 'zh-CN': ['会吗'], 'zh-TW': [], en: [] },
    answer: { 'zh-CN': '会', 'zh-TW': '會', en: 'Yes' },
  };
  const { items, refused } = importKnowledge({
    name: 'faq.json',
    text: JSON.stringify([good, { id: 'b', intent: 'x' }]),
  });
  expect(items.map((item) => item.itemId)).toEqual(['a']);
  expect(refused).toMatchObject([{ file: 'faq.json', line: 2 }]);
  expect(importKnowledge({ name: 'faq.json', text: '{' }).refused).toHaveLength(1);
});
