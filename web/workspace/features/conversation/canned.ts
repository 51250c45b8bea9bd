import type { CannedReply } from '../../../api/index.ts';

/** Ready answers for what was typed after the slash: by short name first, then by title and words in any language. */
export function findCanned(replies: readonly CannedReply[], words: string): readonly CannedReply[] {
  const wanted = words.toLowerCase();
  if (wanted === '') return replies;
  const byName = replies.filter((reply) => reply.shortcut.toLowerCase().startsWith(wanted));
  const byText = replies.filter(
    (reply) =>
      !byName.includes(reply) &&
      [...Object.values(reply.title), ...Object.values(reply.text)].some((text) => text.toLowerCase().includes(wanted)),
  );
  return [...byName, ...byText];
}

/** Text with its places filled, e.g. `{{agent.name}}`; an unknown place stays, so that nobody sends half a sentence unseen. */
export function fillCanned(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\{\{\s*([\w.]+)\s*\}\}/g, (place, name: string) => values[name] ?? place);
}
