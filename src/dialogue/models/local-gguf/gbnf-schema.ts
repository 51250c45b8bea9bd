type Json = Readonly<Record<string, unknown>>;

/**
 * A JSON schema in the part of the language that llama.cpp's grammars know: `oneOf` for `anyOf`, constants without a type.
 * No bounds of length: a bounded repetition makes the grammar so large that each token takes seconds; the limit of tokens bounds a reply.
 * `choices` narrows texts by the name of their property, so that a small model cannot even choose wrong names.
 */
export function toGbnfSchema(
  schema: unknown,
  choices: Readonly<Record<string, readonly string[]>> = {},
  name = '',
): Json {
  if (!isObject(schema)) return { type: 'string' };
  const variants = schema.anyOf ?? schema.oneOf;
  if (Array.isArray(variants)) return { oneOf: variants.map((one) => toGbnfSchema(one, choices, name)) };
  if (Array.isArray(schema.enum)) return { enum: schema.enum };
  if (schema.const !== undefined) return { const: schema.const };
  if (schema.type === 'object')
    return {
      type: 'object',
      properties: Object.fromEntries(
        Object.entries(isObject(schema.properties) ? schema.properties : {}).map(([key, value]) => [
          key,
          toGbnfSchema(value, choices, key),
        ]),
      ),
    };
  if (schema.type === 'array')
    return {
      type: 'array',
      items: toGbnfSchema(schema.items, choices, name),
      ...(schema.minItems === undefined ? {} : { minItems: schema.minItems }),
    };
  const allowed = choices[name];
  if (schema.type === 'string')
    return allowed !== undefined && allowed.length > 0 ? { enum: [...new Set(allowed)] } : { type: 'string' };
  return { type: schema.type };
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
