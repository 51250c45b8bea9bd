import type { ModelRequest } from '../model-provider.ts';

/** How a reply's shape is asked for, the strictest first. */
export const schemaModes = ['schema', 'object', 'none'] as const;
export type SchemaMode = (typeof schemaModes)[number];

/** `plain` leaves out what older servers do not know, `reasoning` what newer models no longer take. */
export type BodyForm = { mode: SchemaMode; fields: 'usual' | 'plain' | 'reasoning' };

/** Forms in which a request is tried, the one that tells most first. */
export function bodyForms(hasSchema: boolean): readonly BodyForm[] {
  const modes = hasSchema ? schemaModes : (['none'] as const);
  const [first = 'none'] = modes;
  return [
    ...modes.map((mode) => ({ mode, fields: mode === 'none' ? ('plain' as const) : ('usual' as const) })),
    { mode: first, fields: 'reasoning' },
  ];
}

/** Body of a chat completion with only the fields that compatible servers know. */
export function chatCompletionBody(
  request: ModelRequest,
  model: string,
  { mode, fields }: BodyForm,
): Readonly<Record<string, unknown>> {
  return {
    model,
    stream: true,
    // Asks a streaming server for the tokens it has counted.
    ...(fields === 'plain' ? {} : { stream_options: { include_usage: true } }),
    ...(fields === 'reasoning'
      ? { max_completion_tokens: request.maxTokens }
      : { temperature: request.temperature, max_tokens: request.maxTokens }),
    messages: [
      { role: 'system', content: systemText(request, mode) },
      { role: 'user', content: request.user },
    ],
    ...responseFormat(request, mode),
  };
}

function responseFormat({ schema }: ModelRequest, mode: SchemaMode): Readonly<Record<string, unknown>> {
  if (schema === undefined || mode === 'none') return {};
  if (mode === 'object') return { response_format: { type: 'json_object' } };
  return {
    response_format: { type: 'json_schema', json_schema: { name: schema.name, strict: true, schema: schema.schema } },
  };
}

/** Without a schema in the request the model has to read it. */
function systemText({ system, schema }: ModelRequest, mode: SchemaMode): string {
  if (schema === undefined || mode === 'schema') return system;
  return `${system}\n\nAnswer with one JSON object of this JSON schema and nothing else:\n${JSON.stringify(schema.schema)}`;
}
