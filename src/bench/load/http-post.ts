import { type Agent, request } from 'node:http';

/** What a server has answered; status 0 where none came. */
export type HttpAnswer = { status: number; text: string; retryAfter: string | undefined };

/** Posts JSON from one of this machine's addresses; never rejects. */
export function postJson(
  url: string,
  body: object,
  { address, agent, token }: { address: string; agent: Agent; token?: string },
): Promise<HttpAnswer> {
  const text = JSON.stringify(body);
  const headers = {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  };
  return new Promise((resolve) => {
    const sent = request(url, { method: 'POST', localAddress: address, agent, headers }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('end', () =>
        resolve({
          status: answer.statusCode ?? 0,
          text: Buffer.concat(parts).toString(),
          retryAfter: answer.headers['retry-after'],
        }),
      );
    });
    sent.on('error', () => resolve({ status: 0, text: '', retryAfter: undefined }));
    sent.end(text);
  });
}

const sessionTries = 20;

/** Opens a customer's session over one address; told to come later, it does. */
export async function openSession(given: {
  url: string;
  shopId: string;
  address: string;
  agent: Agent;
}): Promise<string> {
  const body = { shopId: given.shopId, language: 'zh-CN' };
  for (let tries = 0; tries < sessionTries; tries += 1) {
    const answer = await postJson(`${given.url}/api/v1/widget/sessions`, body, given);
    if (answer.status === 200) {
      const read: { token?: string } = JSON.parse(answer.text);
      if (read.token) return read.token;
    }
    const seconds = Number(answer.retryAfter) || 1;
    await new Promise((resolve) => setTimeout(resolve, seconds * 1_000 * (0.5 + Math.random())));
  }
  throw new Error('no session was opened');
}
