import { createPostings, type GrowingPostings, type Postings } from './postings.ts';

/** Finds which of very many names a text holds: a look-up for each place of the text, not for each name. */
export type NameBook = {
  /** Owners of the names in a normalised text; of overlapping names only the longest count. */
  find(normalised: string): readonly number[];
  /** The places of those names, from the left. */
  spots(normalised: string): readonly { start: number; end: number; owners: readonly number[] }[];
};

/** What a book looks up. */
export type NameLists = {
  /** By its key: who is called so. */
  owners: Pick<Postings, 'get'>;
  /** By their first characters: how long names are that begin so. */
  lengths: Pick<Postings, 'get'>;
};

/** Lists of names that are still being filled. */
export type GrowingNames = {
  owners: GrowingPostings;
  lengths: GrowingPostings;
  /** Takes in a normalised name. */
  add(normalised: string, owner: number): void;
};

/** A name that more products share names a kind of goods. */
export const mostOwners = 24;
const mostLatinWords = 8;
const startLength = 2;

/** Makes empty lists of names. */
export function createNames(): GrowingNames {
  const owners = createPostings();
  const lengths = createPostings();
  return {
    owners,
    lengths,
    add: (normalised, owner) => {
      if (normalised.length < 2) return;
      const inWords = isLatin(normalised);
      const key = inWords ? latinKey(normalised) : normalised;
      const known = owners.get(key);
      if (known.length > mostOwners || known.includes(owner)) return;
      owners.add(key, owner);
      if (known.length > 0 || inWords) return;
      const start = key.slice(0, startLength);
      if (!lengths.get(start).includes(key.length)) lengths.add(start, key.length);
    },
  };
}

/** Opens a book over lists of names. Latin names are found as whole words, with or without hyphen and plural. */
export function openNameBook({ owners, lengths }: NameLists): NameBook {
  function ownersOf(key: string): readonly number[] {
    const known = owners.get(key);
    return known.length > mostOwners ? [] : [...known];
  }

  function spots(normalised: string): readonly { start: number; end: number; owners: readonly number[] }[] {
    return takenSpots(normalised)
      .map(({ key, start, end }) => ({ start, end, owners: ownersOf(key) }))
      .sort((one, other) => one.start - other.start);
  }

  function find(normalised: string): readonly number[] {
    return [...new Set(takenSpots(normalised).flatMap((spot) => ownersOf(spot.key)))];
  }

  function takenSpots(normalised: string): readonly Spot[] {
    const spots = [...plainSpots(normalised), ...latinSpots(normalised)];
    const taken: Spot[] = [];
    for (const spot of spots.sort((one, other) => other.end - other.start - (one.end - one.start)))
      if (!taken.some((one) => spot.start < one.end && one.start < spot.end)) taken.push(spot);
    return taken;
  }

  function plainSpots(text: string): readonly Spot[] {
    const spots: Spot[] = [];
    for (let start = 0; start + startLength <= text.length; start += 1)
      for (const length of lengths.get(text.slice(start, start + startLength))) {
        const key = text.slice(start, start + length);
        if (key.length === length && ownersOf(key).length > 0) spots.push({ key, start, end: start + length });
      }
    return spots;
  }

  function latinSpots(text: string): readonly Spot[] {
    const words = [...text.matchAll(/[\p{Script=Latin}\p{N}'.]+/gu)].map((match) => ({
      word: match[0],
      start: match.index,
      end: match.index + match[0].length,
    }));
    const spots: Spot[] = [];
    words.forEach((first, index) => {
      if (isLetter(text.charAt(first.start - 1))) return;
      let key = '';
      let end = first.start;
      for (const word of words.slice(index, index + mostLatinWords)) {
        if (key !== '' && !/^[\s-]?$/.test(text.slice(end, word.start))) return;
        key += word.word;
        end = word.end;
        const found = isLetter(text.charAt(end))
          ? undefined
          : [key, ...singular(key)].find((one) => ownersOf(one).length > 0);
        if (found !== undefined) spots.push({ key: found, start: first.start, end });
      }
    });
    return spots;
  }

  return { find, spots };
}

type Spot = { key: string; start: number; end: number };

function isLatin(name: string): boolean {
  return /^[\p{Script=Latin}\p{N}\s'.-]+$/u.test(name);
}

function latinKey(name: string): string {
  return name.replace(/[\s-]+/g, '');
}

function singular(key: string): readonly string[] {
  return [/s$/.test(key) ? key.slice(0, -1) : '', /es$/.test(key) ? key.slice(0, -2) : ''].filter((one) => one !== '');
}

function isLetter(character: string): boolean {
  return /[\p{L}\p{N}]/u.test(character);
}
