/** The value at a path of a shop's answer; undefined where there is none. */
export function valueAt(answer: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((value, step) => {
    if (Array.isArray(value)) return value[Number(step)];
    return typeof value === 'object' && value !== null
      ? Object.entries(value).find(([key]) => key === step)?.[1]
      : undefined;
  }, answer);
}

/** The text or number at a path, as text; throws with the answer where there is neither. */
export function textAt(answer: unknown, ...path: readonly (string | number)[]): string {
  const value = valueAt(answer, ...path);
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  throw new Error(`nothing at ${path.join('.')} of ${JSON.stringify(answer)?.slice(0, 600)}`);
}

/** The list at a path; empty where there is none. */
export function listAt(answer: unknown, ...path: readonly (string | number)[]): readonly unknown[] {
  const value = valueAt(answer, ...path);
  return Array.isArray(value) ? value : [];
}
