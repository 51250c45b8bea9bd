import { AppError } from '../errors.ts';
import type { SmsSender } from './sms-sender.ts';

/**
 * Sends text messages through a gateway by HTTP: `POST {to, template, parameters}` as JSON to the configured address, a user name and
 * password in it as basic authorisation. Carriers with signatures of their own (阿里云, 腾讯云, Twilio) sit behind such a gateway.
 */
export function createHttpSmsSender(smsUrl: string): SmsSender {
  const address = new URL(smsUrl);
  const user = decodeURIComponent(address.username);
  const login = Buffer.from(`${user}:${decodeURIComponent(address.password)}`).toString('base64');
  address.username = '';
  address.password = '';
  const headers = { 'content-type': 'application/json', ...(user === '' ? {} : { authorization: `Basic ${login}` }) };
  return {
    id: 'http',
    send: async (message) => {
      const response = await post(address, headers, JSON.stringify(message));
      await response.body?.cancel();
      if (response.ok) return;
      const isRefused = response.status === 400 || response.status === 422;
      throw new AppError(isRefused ? 'invalid' : 'unavailable', `the SMS gateway answered ${response.status}`, {
        field: 'PEAKDESK_SMS_URL',
      });
    },
  };
}

async function post(address: URL, headers: Readonly<Record<string, string>>, body: string): Promise<Response> {
  try {
    return await fetch(address, {
      method: 'POST',
      headers,
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(10_000),
    });
  } catch {
    // The cause names the address, and with it the customer's number in some gateways.
    throw new AppError('unavailable', 'the SMS gateway could not be reached', { field: 'PEAKDESK_SMS_URL' });
  }
}
