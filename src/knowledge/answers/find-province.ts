import provinces from './provinces.json' with { type: 'json' };

/** The province that a normalised text names, by its own name or one of its larger cities; full Chinese name. */
export function findProvince(normalised: string): string | undefined {
  const spaced = ` ${normalised} `;
  return places.find(({ word, isLatin }) => (isLatin ? spaced.includes(` ${word} `) : normalised.includes(word)))?.province;
}

const places = Object.entries(provinces)
  .flatMap(([province, words]) => [province, ...words].map((word) => ({ province, word, isLatin: /^[a-z' ]+$/.test(word) })))
  .sort((first, second) => second.word.length - first.word.length);
