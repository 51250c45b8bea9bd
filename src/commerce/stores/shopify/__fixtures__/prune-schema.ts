// Cuts Shopify's published schema down to what our documents reach:
//   npx tsx src/commerce/stores/shopify/__fixtures__/prune-schema.ts admin_2026-07.json.gz > …/admin-2026-07.graphql
// The schema is part of the npm package @shopify/dev-mcp (ISC), in dist/data.
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import {
  buildClientSchema,
  type DefinitionNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  isInputObjectType,
  Kind,
  parse,
  print,
  printSchema,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import * as documents from '../shopify-documents.ts';

const header = '# Shopify Admin API 2026-07, as far as our documents reach it; from @shopify/dev-mcp 1.16.0 (ISC).\n\n';
const [file = ''] = process.argv.slice(2);
const published = JSON.parse(gunzipSync(readFileSync(file)).toString('utf8'));
const whole = buildClientSchema(published.data ?? published);
process.stdout.write(`${header}${print(pruned(whole, reachedBy(Object.values(documents), whole)))}\n`);

/** Names of types, and "Type.field" of the fields that are asked for; input types with everything in them. */
function reachedBy(texts: readonly string[], schema: GraphQLSchema): ReadonlySet<string> {
  const reached = new Set<string>(['Query', 'QueryRoot', 'Mutation']);
  const info = new TypeInfo(schema);
  const ask = visitWithTypeInfo(info, {
    Field() {
      const [parent, field] = [info.getParentType(), info.getFieldDef()];
      if (!parent || !field) return;
      for (const name of [parent.name, `${parent.name}.${field.name}`, getNamedType(field.type).name])
        reached.add(name);
      for (const { type } of field.args) reachInput(type, reached);
    },
    InlineFragment() {
      const type = info.getType();
      if (type && 'name' in type) reached.add(type.name);
    },
  });
  for (const text of texts) visit(parse(text), ask);
  return reached;
}

function reachInput(type: GraphQLInputType, reached: Set<string>): void {
  const named = getNamedType(type);
  if (reached.has(named.name)) return;
  reached.add(named.name);
  if (isInputObjectType(named)) for (const field of Object.values(named.getFields())) reachInput(field.type, reached);
}

function pruned(schema: GraphQLSchema, reached: ReadonlySet<string>): DocumentNode {
  const bare = visit(parse(printSchema(schema)), {
    enter: (node) => ('description' in node ? { ...node, description: undefined } : undefined),
  });
  const definitions = bare.definitions.flatMap((one): DefinitionNode[] => {
    if (one.kind === Kind.SCHEMA_DEFINITION || one.kind === Kind.DIRECTIVE_DEFINITION) return [one];
    if (!('name' in one) || !one.name || !reached.has(one.name.value)) return [];
    const type = one.name.value;
    if (one.kind === Kind.UNION_TYPE_DEFINITION)
      return [{ ...one, types: one.types?.filter(({ name }) => reached.has(name.value)) ?? [] }];
    if (one.kind !== Kind.OBJECT_TYPE_DEFINITION && one.kind !== Kind.INTERFACE_TYPE_DEFINITION) return [one];
    const interfaces = one.interfaces?.filter(({ name }) => reached.has(name.value)) ?? [];
    const isAsked = ({ name }: FieldDefinitionNode) =>
      reached.has(`${type}.${name.value}`) || interfaces.some((its) => reached.has(`${its.name.value}.${name.value}`));
    return [{ ...one, interfaces, fields: one.fields?.filter(isAsked) ?? [] }];
  });
  return { ...bare, definitions };
}
