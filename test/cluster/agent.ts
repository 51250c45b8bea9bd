import { WebSocket } from 'ws';
import { z } from 'zod';
import { demoPassword } from '../../src/staff/index.ts';

/** A member of the demo shop's staff at a screen: signed in, with an open window, taking conversations. */
export type Agent = { staffId: string; token: string; stop(): void };

const signedIn = z.object({ staff: z.object({ staffId: z.string() }) });

/** Signs in at one node and opens the window at another: a session holds on every node. */
export async function openAgent(email: string, signInAt: string, windowAt: string): Promise<Agent> {
  const response = await fetch(`${signInAt}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-peakdesk': '1' },
    body: JSON.stringify({ shopId: 'demo', email, password: demoPassword }),
  });
  if (!response.ok) throw new Error(`${email} could not sign in: ${await response.text()}`);
  const { staff } = signedIn.parse(await response.json());
  const token = /peakdesk_session=([^;]+)/.exec(response.headers.get('set-cookie') ?? '')?.[1] ?? '';
  const socket = new WebSocket(`${windowAt.replace('http', 'ws')}/realtime`, {
    headers: { cookie: `peakdesk_session=${token}` },
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    socket.once('open', () => socket.send(JSON.stringify({ type: 'hello', role: 'staff', token })));
    socket.once('message', () => resolve());
    socket.once('close', (code) => reject(new Error(`the window was closed (${code})`)));
  });
  const alive = setInterval(() => socket.readyState === socket.OPEN && socket.send('{"type":"ping"}'), 5_000);
  return {
    staffId: staff.staffId,
    token,
    stop: () => {
      clearInterval(alive);
      socket.terminate();
    },
  };
}
