import { drawingFor } from './drawings.ts';
import { button, element } from './element.ts';
import type { DemoProduct, DemoPromotion } from './shop-data.ts';
import type { DemoText } from './texts.ts';

const categories = ['apparel', 'beauty', 'food', 'digital', 'baby', 'home'] as const;
type Category = (typeof categories)[number] | 'all';

const shownAtFirst = 24;
const offersShown = 4;
const placeholders = 8;

/** Tabs, offers and the grid of goods, with their words for loading, nothing and failure. */
export function createGoods(t: (key: DemoText) => string, ask: (product: DemoProduct) => void) {
  const offers = element('section', { class: 'offers', 'aria-label': t('offers'), tabindex: '0' });
  const tabs = element('nav', { class: 'tabs', 'aria-label': t('all') });
  const grid = element('section', { class: 'grid' });
  let products: readonly DemoProduct[] = [];
  let chosen: Category = 'all';
  let isWhole = false;

  const drawTabs = () => {
    const all: readonly Category[] = ['all', ...categories];
    tabs.replaceChildren(
      ...all.map((category) =>
        button(
          { 'aria-pressed': String(category === chosen) },
          () => {
            chosen = category;
            isWhole = false;
            draw();
          },
          t(category),
        ),
      ),
    );
  };

  const draw = () => {
    drawTabs();
    const wanted = mixed(products).filter((product) => chosen === 'all' || product.category === chosen);
    if (wanted.length === 0) return void grid.replaceChildren(element('p', { class: 'note' }, t('empty')));
    const shown = isWhole ? wanted : wanted.slice(0, shownAtFirst);
    grid.replaceChildren(...shown.map((product) => card(product, t, ask)));
    if (shown.length === wanted.length) return;
    const showAll = () => {
      isWhole = true;
      draw();
    };
    grid.append(element('p', { class: 'note' }, button({ class: 'quiet-button' }, showAll, t('more'))));
  };

  drawTabs();
  return {
    offers,
    tabs,
    grid,
    showLoading: () => {
      grid.setAttribute('aria-busy', 'true');
      offers.replaceChildren(
        ...Array.from({ length: offersShown }, () => element('div', { class: 'offer is-waiting' })),
      );
      grid.replaceChildren(...Array.from({ length: placeholders }, () => element('div', { class: 'card is-waiting' })));
    },
    showFailure: (retry: () => void) => {
      grid.removeAttribute('aria-busy');
      offers.replaceChildren();
      grid.replaceChildren(
        element(
          'p',
          { class: 'note', role: 'status' },
          t('failed'),
          ' ',
          button({ class: 'quiet-button' }, retry, t('retry')),
        ),
      );
    },
    show: (found: { products: readonly DemoProduct[]; promotions: readonly DemoPromotion[] }) => {
      grid.removeAttribute('aria-busy');
      products = found.products;
      drawOffers(offers, found.promotions, t);
      draw();
    },
  };
}

function drawOffers(place: HTMLElement, promotions: readonly DemoPromotion[], t: (key: DemoText) => string): void {
  place.replaceChildren(
    ...promotions
      .slice(0, offersShown)
      .map((offer) =>
        element(
          'article',
          { class: 'offer', title: offer.description },
          element('h3', {}, offer.title),
          element('p', {}, offer.description),
          offer.endsText ? element('small', {}, t('ends').replace('{time}', offer.endsText)) : undefined,
        ),
      ),
  );
}

function card(product: DemoProduct, t: (key: DemoText) => string, ask: (product: DemoProduct) => void): HTMLElement {
  const { name, summary, category, priceText, hasSeveralPrices, isInStock } = product;
  return element(
    'article',
    { class: 'card' },
    element('div', { class: `picture of-${category}` }, drawingFor(name, category)),
    element('h3', {}, name),
    element('p', { class: 'summary' }, summary),
    element(
      'p',
      { class: 'price-line' },
      element('strong', {}, hasSeveralPrices ? t('from').replace('{price}', priceText) : priceText),
      element('span', { class: isInStock ? 'stock' : 'stock is-out' }, t(isInStock ? 'inStock' : 'soldOut')),
    ),
    button({ class: 'ask', 'aria-label': `${t('ask')}: ${name}` }, () => ask(product), t('ask')),
  );
}

/** One of each category after the other, so that the first page shows the whole shop. */
function mixed(products: readonly DemoProduct[]): readonly DemoProduct[] {
  const rank = new Map<string, number>();
  return products
    .map((product) => {
      const at = rank.get(product.category) ?? 0;
      rank.set(product.category, at + 1);
      return { product, at };
    })
    .sort((one, other) => one.at - other.at)
    .map(({ product }) => product);
}
