import { element } from './element.ts';
import { loadCustomers, loadIdentityToken } from './shop-data.ts';
import type { DemoLanguage, DemoText } from './texts.ts';
import { chat } from './widget.ts';

const kept = 'peakdesk-demo-customer';

/** Lets a visitor be one of the demo customers, as if that one had signed in to the shop. */
export function createIdentitySwitch(t: (key: DemoText) => string, language: DemoLanguage): HTMLElement {
  const select = element('select', { id: 'customer' }, element('option', { value: '' }, t('visitor')));
  const hint = element('p', { class: 'hint', role: 'status' }, t('asHint'));

  const become = async (customer: string) => {
    hint.textContent = t('asHint');
    if (customer === '') return;
    const token = await loadIdentityToken(customer);
    if (token) chat.identify(token);
    else hint.textContent = t('asFailed');
  };
  select.addEventListener('change', () => {
    keep(select.value);
    // As a shop does when somebody signs out or another customer signs in.
    chat.reset();
    void become(select.value);
  });

  const asked = new URLSearchParams(location.search).get('customer') ?? recall();
  // The token is fetched beside the list: the chat should know the customer before it is opened.
  void become(asked);
  void loadCustomers(language).then((customers) => {
    for (const { storeCustomerId, name, note } of customers)
      select.append(element('option', { value: storeCustomerId }, note ? `${name} · ${note}` : name));
    select.value = customers.some((one) => one.storeCustomerId === asked) ? asked : '';
  });

  return element('section', { class: 'identity' }, element('label', { for: 'customer' }, t('as')), select, hint);
}

function keep(customer: string): void {
  try {
    sessionStorage.setItem(kept, customer);
  } catch {
    // A browser without storage forgets it with the page.
  }
}

function recall(): string {
  try {
    return sessionStorage.getItem(kept) ?? '';
  } catch {
    return '';
  }
}
