/** Ends of sentences and words that begin another wish. */
const strongEnds = /[。!?;\n]+|\.(?=\s|$)/u;
const connectors =
  /(?:[,、 ]|^)(?=另外|还有(?!没有|吗|多久|几|多少)|顺便|以及|对了|此外|其次|第二个问题|再问(?:一下|下)?|再帮我|and also\b|also\b|by the way\b|btw\b|another (?:thing|question)\b|one more (?:thing|question)\b|plus\b|and (?:can|could|how|when|where|what|please|i (?:want|need|also|would))\b)/iu;
/** Joints and connecting words around a piece say nothing about its wish. */
const edges =
  /^(?:[,、\s]|另外|还有|顺便(?:问一?下|问问)?|以及|对了|此外|其次|and also\b|also\b|by the way\b|btw\b|plus\b|and\b)+|[,、\s]+$/giu;
const commas = /[,，]/u;
const shortestWish = 4;
const mostPieces = 6;

/** A piece of a message that may be a wish of its own; a weak one was cut at a comma only. */
export type Wish = { text: string; isWeak: boolean };

/** Cuts a normalised message into pieces that may be wishes of their own, in order; a message that is one piece gives none. */
export function splitWishes(normalized: string): Wish[] {
  const strong = normalized
    .split(strongEnds)
    .flatMap((sentence) => sentence.split(connectors))
    .map((piece) => piece.replace(edges, ''))
    .filter((piece) => piece.length >= shortestWish);
  const pieces = strong.flatMap((piece): Wish[] => {
    const parts = piece.split(commas).map((part) => part.trim());
    const isList = parts.length > 1 && parts.every((part) => part.length >= shortestWish + 1);
    return isList ? parts.map((text) => ({ text, isWeak: true })) : [{ text: piece, isWeak: false }];
  });
  return pieces.length > 1 ? pieces.slice(0, mostPieces) : [];
}
