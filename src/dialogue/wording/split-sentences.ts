/** Cuts a stream of text into finished sentences; the end of the last one comes with `rest`. */
export type SentenceCutter = { feed(text: string): readonly string[]; rest(): string };

export function createSentenceCutter(): SentenceCutter {
  let open = '';
  return {
    feed: (text) => {
      open += text;
      const finished: string[] = [];
      for (let match = sentence.exec(open); match !== null; match = sentence.exec(open)) {
        finished.push(match[0]);
        open = open.slice(match[0].length);
      }
      return finished;
    },
    rest: () => open,
  };
}

/** A Latin full stop ends a sentence only before a space: "¥12.50" goes on. */
const sentence = /^[\s\S]*?(?:[\u3002\uff01\uff1f!?\u2026\n]+[\u201d\u2019"')\uff09\u300b]*|\.(?=\s))/u;

/** A whole text as its sentences; joined they are the text again. */
export function splitSentences(text: string): readonly string[] {
  const cutter = createSentenceCutter();
  const finished = cutter.feed(text);
  return cutter.rest() === '' ? finished : [...finished, cutter.rest()];
}
