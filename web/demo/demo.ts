import { bannerDrawings, shopSign } from './drawings.ts';
import { button, element } from './element.ts';
import { createGoods } from './goods.ts';
import { createIdentitySwitch } from './identity-switch.ts';
import { loadGoods } from './shop-data.ts';
import { chooseDemoLanguage, type DemoText, demoLanguages, demoTexts, languageNames } from './texts.ts';
import { chat, loadWidget } from './widget.ts';

/** Builds the demo shop's page and starts the chat in it. */
function start(): void {
  const asked = new URLSearchParams(location.search);
  const language = chooseDemoLanguage(asked.get('language'), navigator.languages);
  const t = (key: DemoText) => demoTexts[language][key];
  document.documentElement.lang = language;
  document.title = `${t('shop')} · ${t('slogan')}`;

  const goods = createGoods(t, (product) => chat.open({ productId: product.productId, title: product.name }));
  const load = async () => {
    goods.showLoading();
    try {
      goods.show(await loadGoods(language));
    } catch {
      goods.showFailure(load);
    }
  };
  const identity = createIdentitySwitch(t, language);

  document.body.append(
    element(
      'header',
      { class: 'top' },
      element(
        'div',
        { class: 'wide' },
        element(
          'a',
          { class: 'brand', href: location.pathname },
          shopSign(),
          element('span', {}, t('shop'), element('small', {}, t('slogan'))),
        ),
        languageSwitch(language, t),
        element('a', { class: 'desk', href: '/' }, t('desk')),
      ),
    ),
    element('main', { class: 'wide' }, identity, hero(t), goods.offers, goods.tabs, goods.grid),
    element('footer', { class: 'foot' }, element('p', { class: 'wide' }, t('foot'))),
  );
  loadWidget(language);
  void load();
}

function hero(t: (key: DemoText) => string): HTMLElement {
  return element(
    'section',
    { class: 'hero' },
    element('h1', {}, t('heroTitle')),
    element('p', {}, t('heroText')),
    button({ class: 'main-button' }, () => chat.open(), t('heroAsk')),
    element('div', { class: 'hero-drawings' }, ...bannerDrawings()),
  );
}

function languageSwitch(current: string, t: (key: DemoText) => string): HTMLElement {
  const select = element('select', { 'aria-label': t('language') });
  for (const language of demoLanguages)
    select.append(
      element(
        'option',
        { value: language, ...(language === current ? { selected: '' } : {}) },
        languageNames[language],
      ),
    );
  select.addEventListener('change', () => {
    const address = new URL(location.href);
    address.searchParams.set('language', select.value);
    location.assign(address);
  });
  return select;
}

start();
