/** A word that was found, with what it stands for; `end` is exclusive. */
export type WordHit<Meaning> = { start: number; end: number; meanings: readonly Meaning[] };

/** Finds every word of a fixed list in one pass over a text, however long the list is. */
export type Automaton<Meaning> = { find(text: string): WordHit<Meaning>[] };

type Node<Meaning> = {
  children: Map<string, Node<Meaning>>;
  fallback: Node<Meaning> | undefined;
  /** The next shorter word that ends here too. */
  shorter: Node<Meaning> | undefined;
  depth: number;
  meanings: Meaning[];
};

/** Builds an automaton (Aho and Corasick, 1975) over words; the same word may stand for several things. Words are taken as written. */
export function buildAutomaton<Meaning>(words: Iterable<readonly [string, Meaning]>): Automaton<Meaning> {
  const root = newNode<Meaning>(0);
  for (const [word, meaning] of words) {
    if (word === '') continue;
    let node = root;
    for (const character of word) {
      const known = node.children.get(character);
      const next = known ?? newNode<Meaning>(node.depth + character.length);
      if (!known) node.children.set(character, next);
      node = next;
    }
    if (!node.meanings.includes(meaning)) node.meanings.push(meaning);
  }
  linkFallbacks(root);
  return { find: (text) => findIn(root, text) };
}

/** The longest of overlapping hits, in order of the text. */
export function longestHits<Meaning>(hits: readonly WordHit<Meaning>[]): WordHit<Meaning>[] {
  const byLength = [...hits].sort((a, b) => b.end - b.start - (a.end - a.start) || a.start - b.start);
  const kept: WordHit<Meaning>[] = [];
  for (const hit of byLength) if (!kept.some((other) => hit.start < other.end && other.start < hit.end)) kept.push(hit);
  return kept.sort((a, b) => a.start - b.start);
}

function newNode<Meaning>(depth: number): Node<Meaning> {
  return { children: new Map(), fallback: undefined, shorter: undefined, depth, meanings: [] };
}

function linkFallbacks<Meaning>(root: Node<Meaning>): void {
  const queue = [root];
  for (let next = queue.shift(); next; next = queue.shift()) {
    for (const [character, child] of next.children) {
      let fallback = next.fallback;
      while (fallback && !fallback.children.has(character)) fallback = fallback.fallback;
      child.fallback = fallback?.children.get(character) ?? root;
      child.shorter = child.fallback.meanings.length > 0 ? child.fallback : child.fallback.shorter;
      queue.push(child);
    }
  }
}

function findIn<Meaning>(root: Node<Meaning>, text: string): WordHit<Meaning>[] {
  const hits: WordHit<Meaning>[] = [];
  let node = root;
  let position = 0;
  for (const character of text) {
    position += character.length;
    while (node !== root && !node.children.has(character)) node = node.fallback ?? root;
    node = node.children.get(character) ?? root;
    for (let ending: Node<Meaning> | undefined = node; ending; ending = ending.shorter)
      if (ending.meanings.length > 0)
        hits.push({ start: position - ending.depth, end: position, meanings: ending.meanings });
  }
  return hits;
}
