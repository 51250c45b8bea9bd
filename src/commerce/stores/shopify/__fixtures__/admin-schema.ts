import { readFileSync } from 'node:fs';
import {
  buildSchema,
  executeSync,
  type GraphQLSchema,
  getOperationAST,
  getVariableValues,
  isAbstractType,
  parse,
  validate,
} from 'graphql';

/** Shopify's published schema of version 2026-07, cut down to what our documents reach (prune-schema.ts). */
const schema: GraphQLSchema = buildSchema(readFileSync(new URL('./admin-2026-07.graphql', import.meta.url), 'utf8'));

type Variables = Readonly<Record<string, unknown>>;

/** What the platform would refuse in a request: fields, arguments and variables that the schema does not know, or does not have so. */
export function faultOfRequest(query: string, variables: Variables): string | undefined {
  const document = parse(query);
  const [fault] = validate(schema, document);
  if (fault !== undefined) return fault.message;
  const declared = getOperationAST(document)?.variableDefinitions ?? [];
  const unknown = Object.keys(variables).find((name) => !declared.some((one) => one.variable.name.value === name));
  if (unknown !== undefined) return `Variable "$${unknown}" is not declared.`;
  return getVariableValues(schema, declared, variables).errors?.[0]?.message;
}

/** What of a recorded answer the platform could not have said: missing fields, words that are no value of their enum. */
export function faultOfAnswer(query: string, variables: Variables, data: unknown): string | undefined {
  const { errors } = executeSync({
    schema,
    document: parse(query),
    rootValue: data,
    variableValues: variables,
    typeResolver: (_value, _context, _info, type) =>
      isAbstractType(type) ? schema.getPossibleTypes(type)[0]?.name : undefined,
  });
  return errors?.[0]?.message;
}
