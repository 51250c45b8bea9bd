import { randomUUID } from 'node:crypto';
import { WebSocket } from 'ws';
import { z } from 'zod';

/** What a customer was told is stored. */
export type Acknowledged = { clientId: string; conversationId: string; seq: number; text: string };

/** A customer's window by the widget's protocol: talks to any node, says again what was not acknowledged, resumes where it was. */
export type Customer = {
  name: string;
  acknowledged: Acknowledged[];
  /** Every message that reached the window, by seq, in the order of arrival. */
  seen: { seq: number; author: string; text: string }[];
  /** What must never happen, in words. */
  violations: string[];
  /** Milliseconds from each loss of the socket until the next was greeted. */
  absences: number[];
  /** Places in the queue that the window was told. */
  places: number[];
  say(text: string): void;
  unacknowledged(): number;
  /** The whole thread as a node gives it over HTTP. */
  thread(node: string): Promise<{ seq: number; text: string }[]>;
  stop(): void;
};

const opened = z.object({ token: z.string() });
const line = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('ack'), clientId: z.string(), conversationId: z.string(), seq: z.number() }),
  z.object({ type: z.literal('reject'), clientId: z.string() }),
  z.object({ type: z.literal('queue'), place: z.object({ position: z.number() }) }),
  z.object({
    type: z.literal('message'),
    conversationId: z.string(),
    message: z.object({ seq: z.number(), author: z.object({ kind: z.string() }), content: z.array(z.unknown()) }),
  }),
]);

/** A node that does not say anything for so long is left for another. */
const silenceMilliseconds = 3_000;

/** Opens a window at one of the nodes; `nodes` are the addresses a proxy would choose from. */
export async function openCustomer(
  name: string,
  nodes: () => readonly string[],
  identityToken?: string,
): Promise<Customer> {
  const token = await openSession(nodes, identityToken);
  const pending = new Map<string, { text: string; saidAt: number }>();
  const customer: Customer = {
    name,
    acknowledged: [],
    seen: [],
    violations: [],
    absences: [],
    places: [],
    say: (text) => {
      const clientId = randomUUID();
      pending.set(clientId, { text, saidAt: performance.now() });
      sendPending(clientId);
    },
    unacknowledged: () => pending.size,
    thread: (node) => readThread(node, token),
    stop: () => {
      isStopped = true;
      clearInterval(timer);
      socket?.terminate();
    },
  };
  let socket: WebSocket | undefined;
  let isReady = false;
  let isStopped = false;
  let lostAt: number | undefined;
  let heardAt = performance.now();
  let conversation: string | undefined;
  let lastSeq = 0;

  const sendPending = (only?: string) => {
    if (!isReady || !socket) return;
    for (const [clientId, { text }] of pending)
      if (only === undefined || only === clientId)
        socket.send(JSON.stringify({ type: 'send', clientId, content: [{ kind: 'text', text }] }));
  };
  const hear = (text: string) => {
    heardAt = performance.now();
    const read = line.safeParse(JSON.parse(text));
    if (!read.success) return;
    const said = read.data;
    if (said.type === 'ready') {
      isReady = true;
      if (lostAt !== undefined) customer.absences.push(performance.now() - lostAt);
      lostAt = undefined;
      sendPending();
    }
    if (said.type === 'ack') {
      const known = pending.get(said.clientId);
      pending.delete(said.clientId);
      conversation = said.conversationId;
      if (known) customer.acknowledged.push({ ...said, text: known.text });
    }
    if (said.type === 'queue') customer.places.push(said.place.position);
    if (said.type === 'message') {
      const { seq, author, content } = said.message;
      if (conversation !== undefined && conversation !== said.conversationId) lastSeq = 0;
      conversation = said.conversationId;
      if (seq <= lastSeq) customer.violations.push(`${name}: message ${seq} came after ${lastSeq}`);
      lastSeq = seq;
      customer.seen.push({ seq, author: author.kind, text: wordsOf(content) });
    }
  };
  const connect = () => {
    if (isStopped) return;
    const choice = nodes();
    const node = choice[Math.floor(Math.random() * choice.length)];
    if (!node) return void setTimeout(connect, 200);
    const own = new WebSocket(`${node.replace('http', 'ws')}/realtime`, { handshakeTimeout: silenceMilliseconds });
    socket = own;
    heardAt = performance.now();
    own.on('open', () => {
      const resume = conversation === undefined ? {} : { [conversation]: lastSeq };
      own.send(JSON.stringify({ type: 'hello', role: 'customer', token, resume }));
    });
    own.on('message', (data) => own === socket && hear(String(data)));
    own.on('error', () => undefined);
    own.on('close', () => {
      if (own !== socket) return;
      isReady = false;
      lostAt ??= performance.now();
      setTimeout(connect, 100 + Math.random() * 400);
    });
  };
  const timer = setInterval(() => {
    if (!socket || socket.readyState !== socket.OPEN) return;
    if (performance.now() - heardAt > silenceMilliseconds) socket.terminate();
    else {
      socket.send(JSON.stringify({ type: 'ping' }));
      const isLate = [...pending.values()].some(({ saidAt }) => performance.now() - saidAt > silenceMilliseconds);
      if (isLate) sendPending();
    }
  }, 1_000);
  connect();
  return customer;
}

async function openSession(nodes: () => readonly string[], identityToken?: string): Promise<string> {
  for (let tries = 0; ; tries += 1) {
    const node = nodes()[tries % Math.max(1, nodes().length)];
    try {
      const response = await fetch(`${node}/api/v1/widget/sessions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ shopId: 'demo', language: 'zh-CN', ...(identityToken ? { identityToken } : {}) }),
        signal: AbortSignal.timeout(5_000),
      });
      if (response.ok) return opened.parse(await response.json()).token;
      throw new Error(`${response.status} ${await response.text()}`);
    } catch (error) {
      if (tries > 60) throw error;
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
  }
}

const threadPage = z.object({ messages: z.array(z.object({ seq: z.number(), content: z.array(z.unknown()) })) });

async function readThread(node: string, token: string): Promise<{ seq: number; text: string }[]> {
  const all: { seq: number; text: string }[] = [];
  for (let after = 0; ; after = all.at(-1)?.seq ?? 0) {
    const response = await fetch(`${node}/api/v1/widget/messages?after=${after}&limit=100`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const { messages } = threadPage.parse(await response.json());
    all.push(...messages.map(({ seq, content }) => ({ seq, text: wordsOf(content) })));
    if (messages.length < 100) return all;
  }
}

const textPart = z.object({ kind: z.literal('text'), text: z.string() });

function wordsOf(content: readonly unknown[]): string {
  return content
    .flatMap((part) => {
      const read = textPart.safeParse(part);
      return read.success ? [read.data.text] : [];
    })
    .join('\n');
}
