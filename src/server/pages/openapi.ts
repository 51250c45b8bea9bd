import { z } from 'zod';
import type { Route } from '../http/route.ts';

/** The description of all routes (OpenAPI 3.1), made of the same table that answers them. */
export function openApiDocument(routes: readonly Route[], serverUrl: string): unknown {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Peakdesk',
      version: '1',
      description: 'Customer service for e-commerce shops. Errors are RFC 9457 problem details.',
    },
    servers: [{ url: serverUrl }],
    paths,
    components: {
      securitySchemes: {
        staff: { type: 'apiKey', in: 'cookie', name: 'peakdesk_session' },
        widget: { type: 'http', scheme: 'bearer' },
      },
      schemas: { Problem: problemSchema },
    },
  };
}

/** Room of a route, for grouping: the first word of its path. */
export function groupOf(route: Route): string {
  return route.path.split('/')[3] ?? 'other';
}

function operationOf(route: Route): unknown {
  const body =
    route.rawLimit === undefined
      ? jsonBody(route.body)
      : { content: { 'image/*': { schema: { type: 'string', format: 'binary' } } } };
  return {
    summary: route.summary,
    tags: [groupOf(route)],
    ...(route.access === 'public' ? {} : { security: securityOf(route) }),
    'x-ability': route.access,
    parameters: [
      ...parametersOf(route.params, 'path'),
      ...parametersOf(route.query, 'query'),
      ...(route.usesIdempotencyKey
        ? [{ name: 'Idempotency-Key', in: 'header', required: false, schema: { type: 'string', maxLength: 255 } }]
        : []),
    ],
    ...(route.method === 'GET' || body === undefined ? {} : { requestBody: body }),
    responses: {
      200: { description: 'Done', content: { 'application/json': { schema: schemaOf(route.response, 'output') } } },
      default: {
        description: 'Not done',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  };
}

function securityOf(route: Route): unknown[] {
  if (route.access === 'widget') return [{ widget: [] }];
  if (route.access === 'either') return [{ staff: [] }, { widget: [] }];
  return [{ staff: [] }];
}

function jsonBody(schema: z.ZodType): unknown {
  const json = schemaOf(schema, 'input');
  const isEmpty = JSON.stringify(json.properties ?? {}) === '{}' && json.anyOf === undefined;
  return isEmpty ? undefined : { required: true, content: { 'application/json': { schema: json } } };
}

function parametersOf(schema: z.ZodType, place: 'path' | 'query'): unknown[] {
  const json = schemaOf(schema, 'input');
  const required = z.array(z.string()).catch([]).parse(json.required);
  const properties = z.record(z.string(), z.unknown()).catch({}).parse(json.properties);
  return Object.entries(properties).map(([name, one]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: one,
  }));
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Record<string, unknown> {
  const json = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  const { $schema: _version, ...rest } = json;
  return { ...rest };
}

const problemSchema = {
  type: 'object',
  required: ['type', 'title', 'status', 'traceId'],
  properties: {
    type: { type: 'string', format: 'uri' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string', description: "In the caller's language" },
    field: { type: 'string' },
    traceId: { type: 'string' },
    retryAfterSeconds: { type: 'integer' },
    retryAfterMs: { type: 'integer' },
  },
};
