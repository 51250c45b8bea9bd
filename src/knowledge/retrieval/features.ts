import concepts from './concepts.json' with { type: 'json' };
import { normaliseForSearch, withoutFillers } from './normalise.ts';
import { segment } from './segment.ts';
import stopWords from './stop-words.json' with { type: 'json' };

/** What a text is compared by: feature → weight before its rarity is counted. */
export type Features = ReadonlyMap<string, number>;

/**
 * Features of a question: words ("w:"), pairs of Chinese characters ("c:") and concepts that join different words
 * for the same thing ("k:", see concepts.json). Stop words count a little, so that "怎么退" and "能退吗" differ.
 */
export function featuresOf(text: string): Features {
  const normalised = withoutFillers(normaliseForSearch(text));
  const features = new Map<string, number>();
  for (const concept of conceptsIn(normalised)) features.set(`k:${concept}`, conceptWeight);
  for (const word of segment(normalised)) addWord(features, word.trim());
  for (const pair of characterPairs(normalised)) features.set(`c:${pair}`, pairWeight);
  return features;
}

/** Concepts that a normalised text names, in any language. */
export function conceptsIn(normalised: string): ReadonlySet<string> {
  const found = new Set<string>();
  const spaced = ` ${normalised} `;
  for (let start = 0; start < spaced.length; start += 1) {
    for (const [phrase, concept] of phrasesByStart.get(spaced.slice(start, start + startLength)) ?? [])
      if (spaced.startsWith(phrase, start)) found.add(concept);
    for (const [phrase, concept] of phrasesByStart.get(spaced.charAt(start)) ?? [])
      if (spaced.startsWith(phrase, start)) found.add(concept);
  }
  return found;
}

const conceptWeight = 1.6;
const wordWeight = 1;
const pairWeight = 0.45;
const stopWordWeight = 0.25;

const stops: ReadonlySet<string> = new Set(stopWords.words);
const entries = Object.entries(concepts).flatMap(([concept, words]) =>
  words.map((word) => [normaliseForSearch(word), concept] as const),
);
const hasChinese = (word: string) => /\p{Script=Han}/u.test(word);
/** Phrases are looked up by how they begin: nearly no place of a text begins any. */
const startLength = 2;
const phrasesByStart = new Map<string, (readonly [phrase: string, concept: string])[]>();
for (const [word, concept] of entries) {
  // Latin words count as whole words only.
  const phrase = hasChinese(word) ? word : ` ${word} `;
  const start = phrase.slice(0, startLength);
  phrasesByStart.set(start, [...(phrasesByStart.get(start) ?? []), [phrase, concept]]);
}

function addWord(features: Map<string, number>, word: string): void {
  if (word === '' || word === "'" || /^\p{P}+$/u.test(word)) return;
  const name = `w:${hasChinese(word) ? word : stem(word)}`;
  features.set(name, stops.has(word) ? stopWordWeight : wordWeight);
}

function characterPairs(normalised: string): readonly string[] {
  return (normalised.match(/\p{Script=Han}{2,}/gu) ?? []).flatMap((run) => {
    const characters = [...run];
    return characters.slice(1).map((character, index) => `${characters[index]}${character}`);
  });
}

/** English endings of number and tense, no more than a shop's questions need. */
function stem(word: string): string {
  if (word.length <= 3) return word;
  return word
    .replace(/'s$/, '')
    .replace(/ies$/, 'y')
    .replace(/(?<=s|x|z|ch|sh)es$/, '')
    .replace(/(?<=[^s])s$/, '')
    .replace(/(?<=[a-z]{3})(?:ing|ed)$/, '');
}
