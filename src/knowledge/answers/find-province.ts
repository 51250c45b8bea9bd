import type { LocalizedText } from '../../commerce/index.ts';
import { toTraditional } from '../retrieval/normalise.ts';
import provinces from './provinces.json' with { type: 'json' };

/** The province that a normalised text names, by its own name or one of its larger cities; full Chinese name. */
export function findProvince(normalised: string): string | undefined {
  const spaced = ` ${normalised} `;
  return places.find(({ word, isLatin }) => (isLatin ? spaced.includes(` ${word} `) : normalised.includes(word)))
    ?.province;
}

/** A province as people call it: 新疆, 台灣, Xinjiang. */
export function provinceName(province: string): LocalizedText {
  const words = new Map<string, readonly string[]>(Object.entries(provinces)).get(province) ?? [];
  const [short = province] = words;
  const latin = words.find((word) => /^[a-z' ]+$/.test(word)) ?? short;
  return {
    'zh-CN': short,
    'zh-TW': toTraditional(short),
    en: latin.replace(/(?<![a-z'])[a-z]/g, (letter) => letter.toUpperCase()),
  };
}

const places = Object.entries(provinces)
  .flatMap(([province, words]) =>
    [province, ...words].map((word) => ({ province, word, isLatin: /^[a-z' ]+$/.test(word) })),
  )
  .sort((first, second) => second.word.length - first.word.length);
