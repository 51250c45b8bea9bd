import { createParser } from 'eventsource-parser';
import { z } from 'zod';
import { UpstreamError } from '../../../platform/index.ts';
import type { ModelPiece, TokenCount } from '../model-provider.ts';

/** Bytes after which a reply is cut whatever it says; ten times what the longest wording needs with its wrapping. */
const maxBytes = 2_000_000;

/**
 * Reads a stream of chat completion chunks. A stream that ends with neither `[DONE]` nor a finish reason is truncated, and so is a
 * reply that the server itself has cut: half a sentence is no answer.
 */
export async function* readChatStream(body: ReadableStream<Uint8Array>): AsyncGenerator<ModelPiece> {
  const events: string[] = [];
  const parser = createParser({ onEvent: (event) => events.push(event.data), maxBufferSize: maxBytes });
  let isFinished = false;
  for await (const text of textOf(body)) {
    parser.feed(text);
    for (const data of events.splice(0)) {
      if (data.trim() === '[DONE]') return;
      const chunk = readChunk(data);
      isFinished ||= chunk.isFinished;
      yield* chunk.pieces;
    }
  }
  if (!isFinished) throw new UpstreamError('the model server ended the stream early', { isRetryable: true });
}

/** A server that does not stream sends one JSON object. */
export async function* readWholeReply(body: ReadableStream<Uint8Array>): AsyncGenerator<ModelPiece> {
  let whole = '';
  for await (const text of textOf(body)) whole += text;
  const chunk = readChunk(whole);
  if (chunk.pieces.length === 0)
    throw new UpstreamError('the model server sent an empty reply', { isRetryable: false });
  yield* chunk.pieces;
}

const message = z.looseObject({ content: z.string().nullish() });

/** Loose where servers differ; a chunk with neither choices nor an error carries nothing. */
const chunkSchema = z.looseObject({
  choices: z
    .array(z.looseObject({ delta: message.nullish(), message: message.nullish(), finish_reason: z.string().nullish() }))
    .nullish(),
  usage: z
    .looseObject({
      prompt_tokens: z.number().nonnegative().nullish(),
      completion_tokens: z.number().nonnegative().nullish(),
      total_tokens: z.number().nonnegative().nullish(),
    })
    .nullish(),
  error: z.unknown().optional(),
});

const cutReasons = ['length', 'content_filter'];

function readChunk(data: string): { pieces: readonly ModelPiece[]; isFinished: boolean } {
  const parsed = chunkSchema.safeParse(parseJson(data));
  if (!parsed.success)
    throw new UpstreamError('the model server sent what is no chat completion', { isRetryable: false });
  const { choices, usage, error } = parsed.data;
  if (error !== undefined && error !== null)
    throw new UpstreamError('the model server reported an error in the stream', { isRetryable: true });
  const choice = choices?.[0];
  const reason = choice?.finish_reason ?? '';
  if (cutReasons.includes(reason)) throw new UpstreamError(`the reply was cut: ${reason}`, { isRetryable: false });
  const text = choice?.delta?.content ?? choice?.message?.content ?? '';
  const counted = usage ? tokensOf(usage) : undefined;
  return {
    pieces: [
      ...(text === '' ? [] : [{ kind: 'text' as const, text }]),
      ...(counted ? [{ kind: 'usage' as const, ...counted }] : []),
    ],
    isFinished: reason !== '',
  };
}

/** What a total leaves for the reply beside the prompt; nothing where the server sends an empty count with each piece. */
function tokensOf(usage: NonNullable<z.infer<typeof chunkSchema>['usage']>): TokenCount | undefined {
  const { prompt_tokens: prompt, completion_tokens: completion, total_tokens: total } = usage;
  const input = prompt ?? 0;
  const output = Math.max(completion ?? 0, (total ?? 0) - input);
  return input + output === 0 ? undefined : { input, output };
}

function parseJson(data: string): unknown {
  try {
    const value: unknown = JSON.parse(data);
    return value;
  } catch (error) {
    throw new UpstreamError('the model server sent what is no JSON', { isRetryable: false, cause: error });
  }
}

async function* textOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  const reader = body.getReader();
  let size = 0;
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      size += part.value.length;
      if (size > maxBytes)
        throw new UpstreamError(`the model server sent more than ${maxBytes} bytes`, { isRetryable: false });
      yield decoder.decode(part.value, { stream: true });
    }
  } finally {
    // Closes the connection where the reader has left early; a lost one has nothing to close.
    await reader.cancel().catch(() => undefined);
  }
}
