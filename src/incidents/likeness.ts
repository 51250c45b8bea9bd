/** Signs of a text for likeness: pairs of neighbouring characters as numbers; digits count alike, so that numbers do not tell apart. */
export function gramsOf(text: string): ReadonlySet<number> {
  const letters = [
    ...text
      .toLowerCase()
      .replace(/[\s\p{P}]+/gu, '')
      .replace(/\d+/g, '0'),
  ].slice(0, longestText);
  const grams = new Set<number>();
  for (let index = 0; index + 1 < letters.length; index += 1)
    grams.add(((letters[index]?.codePointAt(0) ?? 0) * 31 + (letters[index + 1]?.codePointAt(0) ?? 0)) % gramSpace);
  return grams;
}

/** Dice's likeness of two texts by their signs, 0 to 1. */
export function likeness(one: ReadonlySet<number>, other: ReadonlySet<number>): number {
  if (one.size === 0 || other.size === 0) return 0;
  let both = 0;
  for (const gram of one) if (other.has(gram)) both += 1;
  return (2 * both) / (one.size + other.size);
}

/** A question is told by its first words. */
const longestText = 120;
const gramSpace = 1_000_003;
