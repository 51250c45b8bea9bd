import type { WebhookFields } from '../../../api/webhook-calls.ts';

/** What is wrong with an address as far as the browser can tell; the server looks again. */
export function urlProblem({
  url,
  allowsPrivate,
}: Pick<WebhookFields, 'url' | 'allowsPrivate'>): 'address' | 'password' | 'secure' | undefined {
  if (!URL.canParse(url.trim())) return 'address';
  const { protocol, username, password } = new URL(url.trim());
  if (username !== '' || password !== '') return 'password';
  if (protocol === 'https:') return undefined;
  if (protocol !== 'http:') return 'address';
  return allowsPrivate ? undefined : 'secure';
}
