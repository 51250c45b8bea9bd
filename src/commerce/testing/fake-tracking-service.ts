import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { onlyThese } from './fake-platform.ts';

/** What the fake knows of a number: the code of its carrier, the phone's end that it wants, and its scans as the service writes them. */
export type FakeParcel = {
  carrier: string;
  phoneTail?: string;
  state: string;
  scans: readonly { time: string; context: string }[];
};

/** A tracking service in the way of 快递100 over HTTP: it computes signatures by itself and refuses what the real one refuses. */
export type FakeTrackingService = {
  url: string;
  /** By tracking number. */
  parcels: Map<string, FakeParcel>;
  asked: Readonly<Record<string, string>>[];
  subscriptions: { number: string; callbackUrl: string; salt: string }[];
  /** Answers every question with this instead. */
  fails: { status: string; message: string } | undefined;
  close(): Promise<void>;
};

/** The keys with which the fake may be asked. */
export const trackingKeys = { customer: 'CUSTOMER-1', key: 'secret-key-1' };

export async function startFakeTracking(): Promise<FakeTrackingService> {
  const service: Omit<FakeTrackingService, 'url' | 'close'> = {
    parcels: new Map(),
    asked: [],
    subscriptions: [],
    fails: undefined,
  };
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const form = Object.fromEntries(new URLSearchParams(Buffer.concat(pieces).toString()));
      const answer = request.url === '/poll' ? takeSubscription(service, form) : answerQuestion(service, form);
      response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return Object.assign(service, {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
}

type State = Omit<FakeTrackingService, 'url' | 'close'>;

function answerQuestion(service: State, form: Readonly<Record<string, string>>): object {
  onlyThese(form, ['customer', 'sign', 'param']);
  const { customer = '', sign = '', param = '' } = form;
  const expected = createHash('md5').update(`${param}${trackingKeys.key}${trackingKeys.customer}`).digest('hex');
  if (customer !== trackingKeys.customer || sign !== expected.toUpperCase()) return refusal('503', '验证签名失败');
  if (service.fails) return refusal(service.fails.status, service.fails.message);
  const asked = read(param);
  onlyThese(asked, ['com', 'num', 'resultv2', 'order'], ['phone']);
  service.asked.push(asked);
  const parcel = service.parcels.get(asked['num'] ?? '');
  if (parcel === undefined || parcel.carrier !== asked['com']) return refusal('500', '查询无结果，请隔段时间再查');
  if (parcel.phoneTail !== undefined && parcel.phoneTail !== asked['phone']) return refusal('408', '验证码错误');
  return { message: 'ok', status: '200', ...toldOf(asked['num'] ?? '', parcel) };
}

function takeSubscription(service: State, form: Readonly<Record<string, string>>): object {
  onlyThese(form, ['schema', 'param']);
  const parsed: unknown = JSON.parse(form['param'] ?? '{}');
  const wanted = typeof parsed === 'object' && parsed !== null ? Object.fromEntries(Object.entries(parsed)) : {};
  onlyThese(wanted, ['company', 'number', 'key', 'parameters']);
  const parameters = read(JSON.stringify(wanted['parameters']));
  if (wanted['key'] !== trackingKeys.key) return { result: false, returnCode: '600', message: '不是合法的订阅者' };
  const number = String(wanted['number']);
  service.subscriptions.push({ number, callbackUrl: parameters['callbackurl'] ?? '', salt: parameters['salt'] ?? '' });
  return { result: true, returnCode: '200', message: '提交成功' };
}

/** What the service would push of a number, signed with the salt of its subscription. */
export function pushOf(service: State, number: string, salt: string, status = 'polling'): string {
  const parcel = service.parcels.get(number);
  const lastResult = { message: 'ok', status: '200', ...(parcel ? toldOf(number, parcel) : { nu: number, data: [] }) };
  const param = JSON.stringify({ status, billstatus: 'change', message: '', lastResult });
  const sign = createHash('md5').update(`${param}${salt}`).digest('hex').toUpperCase();
  return new URLSearchParams({ sign, param }).toString();
}

function toldOf(number: string, { carrier, state, scans }: FakeParcel): object {
  const data = scans.map(({ time, context }) => ({ time, ftime: time, context, areaName: '' }));
  return { nu: number, com: carrier, state, ischeck: state === '3' ? '1' : '0', condition: 'F00', data };
}

function refusal(code: string, message: string): object {
  return { result: false, returnCode: code, message };
}

function read(text: string): Record<string, string> {
  const parsed: unknown = JSON.parse(text);
  if (typeof parsed !== 'object' || parsed === null) return {};
  return Object.fromEntries(Object.entries(parsed).map(([key, value]) => [key, String(value)]));
}
