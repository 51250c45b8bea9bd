import { expect, test } from 'vitest';
import { knowledgeWording } from './packs.ts';

const languages = ['zh-CN', 'zh-TW', 'en'] as const;
const keys = Object.keys(knowledgeWording['zh-CN']);
const placeholders = (wording: string) => [...new Set(wording.match(/\{[\w-]+\}/g) ?? [])].sort();

test('the packs have the same keys', () => {
  for (const language of languages) expect(Object.keys(knowledgeWording[language])).toEqual(keys);
});

test.each(keys)('%s has the same placeholders in every variant and language, and no number of its own', (key) => {
  const wordings = languages.flatMap((language) => knowledgeWording[language][key] ?? []);
  const [first = ''] = wordings;
  for (const wording of wordings) {
    expect(placeholders(wording)).toEqual(placeholders(first));
    expect(wording.replace(/\{[\w-]+\}/g, '')).not.toMatch(/\d/);
  }
  const isPart = /^answer\.(line|word|level|kind)\./.test(key);
  for (const language of languages) expect(knowledgeWording[language][key]).toHaveLength(isPart ? 1 : 2);
});
