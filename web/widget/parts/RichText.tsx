/** @jsxImportSource preact */
import { splitLinks } from '../rich-text.ts';

/** A text as it was written, with links to the web. Never markup. */
export function RichText({ text }: { text: string }) {
  return (
    <>
      {splitLinks(text).map((piece, index) =>
        piece.url ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a text keep their order
          <a key={index} href={piece.url} target="_blank" rel="noopener noreferrer nofollow">
            {piece.text}
          </a>
        ) : (
          piece.text
        ),
      )}
    </>
  );
}
