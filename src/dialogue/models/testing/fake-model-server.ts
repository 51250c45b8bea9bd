import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

/**
 * How the fake server answers. Shapes follow the OpenAI API reference
 * (https://platform.openai.com/docs/api-reference/chat/streaming, read 2026-11).
 */
export type FakeMode =
  | { do: 'stream'; text: string; pieceMs?: number; withUsage?: number }
  | { do: 'whole'; text: string }
  | { do: 'stall-first' }
  | { do: 'stall-mid'; text: string }
  | { do: 'status'; status: number; retryAfter?: string }
  | { do: 'truncated'; text: string }
  | { do: 'invalid-json' }
  | { do: 'error-in-stream' }
  | { do: 'cut-by-length'; text: string }
  | { do: 'redirect'; location: string }
  | { do: 'endless' }
  | { do: 'endless-line' }
  | { do: 'no-schemas'; text: string; refuses: readonly string[] };

export type CapturedRequest = { path: string; headers: IncomingMessage['headers']; raw: string; body: unknown };

export type FakeModelServer = {
  url: string;
  requests: readonly CapturedRequest[];
  /** Answers from now on; with several, one after the other, the last for ever. */
  answerWith(...modes: (FakeMode | ((request: string) => FakeMode))[]): void;
  /** Connections that are still being answered. */
  open(): number;
  stop(): Promise<void>;
};

/** A server with OpenAI's chat completions that does to its callers whatever a test asks for. */
export async function startFakeModelServer(): Promise<FakeModelServer> {
  const requests: CapturedRequest[] = [];
  let modes: (FakeMode | ((request: string) => FakeMode))[] = [{ do: 'stream', text: '' }];
  let openCount = 0;
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    openCount += 1;
    response.on('close', () => {
      openCount -= 1;
    });
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const raw = Buffer.concat(parts).toString();
      requests.push({ path: request.url ?? '', headers: request.headers, raw, body: parse(raw) });
      const mode = modes.length > 1 ? modes.shift() : modes[0];
      if (mode !== undefined) void answer(response, typeof mode === 'function' ? mode(raw) : mode, raw);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}/v1`,
    requests,
    answerWith: (...next) => {
      modes = next;
    },
    open: () => openCount,
    stop: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

async function answer(response: ServerResponse, mode: FakeMode, raw: string): Promise<void> {
  switch (mode.do) {
    case 'stream':
      return await stream(response, mode);
    case 'whole':
      return whole(response, mode.text);
    case 'stall-first':
      response.writeHead(200, streamHeaders).flushHeaders();
      return;
    case 'stall-mid':
      return begin(response, mode.text);
    case 'status':
      return status(response, mode.status, mode.retryAfter);
    case 'truncated':
      begin(response, mode.text);
      response.end();
      return;
    case 'invalid-json':
      response.writeHead(200, streamHeaders).end('data: {"id":"x","choices":[{\n\ndata: [DONE]\n\n');
      return;
    case 'error-in-stream':
      response.writeHead(200, streamHeaders).end('data: {"error":{"message":"overloaded","type":"server_error"}}\n\n');
      return;
    case 'cut-by-length':
      begin(response, mode.text);
      response.end(event(chunk({}, 'length')) + done);
      return;
    case 'redirect':
      response.writeHead(307, { location: mode.location }).end();
      return;
    case 'endless':
      return await endless(response, event(chunk({ content: '还有还有还有还有还有。' }, null)));
    case 'endless-line':
      return await endless(response, 'data: "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'.repeat(500));
    case 'no-schemas': {
      const refused = mode.refuses.some((word) => raw.includes(`"type":"${word}"`));
      return refused ? status(response, 400) : whole(response, mode.text);
    }
  }
}

const streamHeaders = { 'content-type': 'text/event-stream; charset=utf-8' };
const done = 'data: [DONE]\n\n';

function event(data: unknown): string {
  return `data: ${JSON.stringify(data)}\n\n`;
}

function chunk(
  delta: Readonly<Record<string, string>>,
  finishReason: string | null,
): Readonly<Record<string, unknown>> {
  return {
    id: 'chatcmpl-1',
    object: 'chat.completion.chunk',
    created: 1694268190,
    model: 'fake',
    choices: [{ index: 0, delta, logprobs: null, finish_reason: finishReason }],
  };
}

function begin(response: ServerResponse, text: string): void {
  response.writeHead(200, streamHeaders);
  response.write(event(chunk({ role: 'assistant', content: '' }, null)));
  response.write(event(chunk({ content: text }, null)));
}

async function stream(response: ServerResponse, { text, pieceMs = 0, withUsage }: Extract<FakeMode, { do: 'stream' }>) {
  response.writeHead(200, streamHeaders);
  response.write(event(chunk({ role: 'assistant', content: '' }, null)));
  for (const piece of text.match(/[\s\S]{1,7}/g) ?? []) {
    if (pieceMs > 0) await wait(pieceMs);
    if (response.destroyed) return;
    response.write(event(chunk({ content: piece }, null)));
  }
  const usage = { prompt_tokens: 1, completion_tokens: 1, total_tokens: withUsage ?? 0 };
  response.write(event(chunk({}, 'stop')));
  if (withUsage !== undefined) response.write(event({ ...chunk({}, null), choices: [], usage }));
  response.end(done);
}

function whole(response: ServerResponse, text: string): void {
  const choice = { index: 0, message: { role: 'assistant', content: text }, finish_reason: 'stop' };
  const body = { id: 'chatcmpl-1', object: 'chat.completion', created: 1694268190, model: 'fake', choices: [choice] };
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function status(response: ServerResponse, code: number, retryAfter?: string): void {
  const headers = {
    'content-type': 'application/json',
    ...(retryAfter === undefined ? {} : { 'retry-after': retryAfter }),
  };
  response.writeHead(code, headers).end(JSON.stringify({ error: { message: 'no', type: 'error', code: null } }));
}

async function endless(response: ServerResponse, text: string): Promise<void> {
  response.writeHead(200, streamHeaders);
  while (!response.destroyed) {
    response.write(text);
    await wait(1);
  }
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

function parse(raw: string): unknown {
  try {
    const value: unknown = JSON.parse(raw);
    return value;
  } catch {
    return undefined;
  }
}
