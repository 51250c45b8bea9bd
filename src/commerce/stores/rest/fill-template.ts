/** What may stand between braces in a template, by name. */
export type NamedValues = Readonly<Record<string, string | number | undefined>>;

const placeholder = /\{(\w+)\}/g;

/** Names that a template asks for. Pure. */
export function namesIn(template: unknown): string[] {
  return [...JSON.stringify(template ?? '').matchAll(placeholder)].map((found) => found[1] ?? '');
}

/**
 * The address of a template below a base, every value encoded by itself. A query parameter whose value is not there is left out;
 * undefined where a part of the path has no value, or the value would lead to another path. Pure.
 */
export function fillAddress(base: string, template: string, values: NamedValues): string | undefined {
  const [path = '', query] = template.split('?');
  const wanted = namesIn(path).map((name) => values[name]);
  if (wanted.some((value) => value === undefined || /^[.]*$/.test(String(value)))) return undefined;
  if (Object.values(values).some((value) => !String(value ?? '').isWellFormed())) return undefined;
  const encoded = path.replace(placeholder, (_all, name: string) => encodeURIComponent(String(values[name])));
  const parameters = (query ?? '')
    .split('&')
    .filter((part) => part !== '' && namesIn(part).every((name) => values[name] !== undefined))
    .map((part) => part.replace(placeholder, (_all, name: string) => encodeURIComponent(String(values[name]))));
  return `${base}${encoded}${parameters.length === 0 ? '' : `?${parameters.join('&')}`}`;
}

/**
 * A JSON template with its values: text that is one placeholder becomes the value itself (a number stays one), other text is
 * filled in place. It is JSON before and after, so no value can add a field; one that is not there becomes null. Pure.
 */
export function fillJson(template: unknown, values: NamedValues): unknown {
  if (typeof template === 'string') {
    const whole = /^\{(\w+)\}$/.exec(template)?.[1];
    if (whole !== undefined) return values[whole] ?? null;
    return template.replace(placeholder, (_all, name: string) => String(values[name] ?? ''));
  }
  if (Array.isArray(template)) return template.map((one: unknown) => fillJson(one, values));
  if (typeof template !== 'object' || template === null) return template;
  return Object.fromEntries(Object.entries(template).map(([key, one]) => [key, fillJson(one, values)]));
}
