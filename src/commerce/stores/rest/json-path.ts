/** One step of a path: a name, a place in a list, or every entry of a list. */
type Step = { name: string } | { index: number } | 'every';

/** A path into JSON, taken apart; `text` is how its owner wrote it. */
export type JsonPath = { text: string; steps: readonly Step[] };

/** Longer paths are mistakes. */
const longestPath = 200;
const piece = /^(?:\.?([^.[\]\s$]+)|\[(\d{1,4})\]|\[\])/;

/**
 * Reads a path such as `data.lines[].sku` or `$[0].id`; `$` alone is the whole answer. Names, places and `[]` are all there is:
 * nothing is computed. Undefined where the text is no such path. Pure.
 */
export function readJsonPath(text: string): JsonPath | undefined {
  if (text === '' || text.length > longestPath) return undefined;
  let rest = text.startsWith('$') ? text.slice(1) : text;
  // Only after `$` or another step stands a dot.
  if (rest === text && rest.startsWith('.')) return undefined;
  if (rest !== text && rest !== '' && !/^[.[]/.test(rest)) return undefined;
  const steps: Step[] = [];
  while (rest !== '') {
    const found = piece.exec(rest);
    if (found === null) return undefined;
    const [all, name, index] = found;
    if (name !== undefined && steps.length > 0 && !all.startsWith('.')) return undefined;
    steps.push(name !== undefined ? { name } : index !== undefined ? { index: Number(index) } : 'every');
    rest = rest.slice(all.length);
  }
  return { text, steps };
}

/** Everything that stands at a path, in order; nothing where it leads nowhere. Inherited names are never followed. Pure. */
export function valuesAt(value: unknown, path: JsonPath): unknown[] {
  return path.steps.reduce<unknown[]>((found, step) => found.flatMap((one) => follow(one, step)), [value]);
}

/** The first that stands at a path; undefined for nothing and for null. Pure. */
export function valueAt(value: unknown, path: JsonPath): unknown {
  return valuesAt(value, path)[0] ?? undefined;
}

/** The entries of the list at a path, whether it ends in `[]` or not; undefined where there is no list. Pure. */
export function listAt(value: unknown, path: JsonPath): readonly unknown[] | undefined {
  if (path.steps.includes('every')) return valuesAt(value, path);
  const found: unknown = valueAt(value, path);
  return Array.isArray(found) ? found : undefined;
}

function follow(value: unknown, step: Step): unknown[] {
  if (step === 'every') return Array.isArray(value) ? value : [];
  if ('index' in step) return Array.isArray(value) && step.index < value.length ? [value[step.index]] : [];
  if (typeof value !== 'object' || value === null || Array.isArray(value) || !Object.hasOwn(value, step.name))
    return [];
  const entries: Readonly<Record<string, unknown>> = { ...value };
  return [entries[step.name]];
}
