import { useInfiniteQuery } from '@tanstack/react-query';
import { Package } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ProductPage } from '../../../api/back-office-calls.ts';
import type { ProductRow, Variant } from '../../../api/index.ts';
import { Badge, type Tone } from '../../../ui/Badge.tsx';
import { keys } from '../../cache/keys.ts';
import { moneyText } from '../../format/money.ts';
import { inLanguage } from '../../format/words.ts';
import { api } from '../../session/api.ts';
import { useSession } from '../../session/use-session.ts';
import { PagedList } from '../../shell/PagedList.tsx';
import { SearchField } from './SearchField.tsx';
import styles from './shop.module.css';
import { useShopSearch } from './use-shop-search.ts';

const rowsPerPage = 30;

/** Products with the price and stock of every variant. */
export function ProductTab() {
  const { t } = useTranslation();
  const [{ q = '' }, change] = useShopSearch();
  const query = useInfiniteQuery({
    queryKey: keys.shopProducts(q),
    initialPageParam: 0,
    queryFn: ({ pageParam }) => api.shopProducts({ from: pageParam, ...(q ? { search: q } : {}) }),
    getNextPageParam: (page: ProductPage, pages): number | undefined => {
      const from = pages.length * rowsPerPage;
      return from < page.total ? from : undefined;
    },
    staleTime: 5_000,
  });
  return (
    <>
      <div className={styles.filters}>
        <SearchField label={t('shop.searchProducts')} words={q} onChange={(words) => change({ q: words })} />
      </div>
      <PagedList
        query={query}
        label={t('shop.tab.products')}
        empty={{ icon: <Package />, words: t(q ? 'shop.noHit' : 'shop.noProducts') }}
        keyOf={(product: ProductRow) => product.productId}
        row={(product) => <Row product={product} />}
      />
    </>
  );
}

function Row({ product }: { product: ProductRow }) {
  const { t, i18n } = useTranslation();
  const { shop } = useSession();
  const prices = product.variants.map((variant) => variant.price);
  const span = [...new Set([Math.min(...prices), Math.max(...prices)])].filter(Number.isFinite);
  const stocks = product.variants.map((variant) => variant.stock);
  const total = stocks.includes(null) ? null : stocks.reduce<number>((sum, stock) => sum + (stock ?? 0), 0);
  return (
    <details className={styles.product}>
      <summary className={styles.rowHead}>
        <strong className={styles.name}>{inLanguage(product.name, i18n.language)}</strong>
        <StockBadge stock={total} isAvailable={product.variants.some((variant) => variant.isAvailable)} />
        <span className={styles.amount}>
          {span.map((price) => moneyText(price, shop.currency, i18n.language)).join(' – ')}
        </span>
      </summary>
      <ul className={styles.plain} aria-label={t('shop.variants')}>
        {product.variants.map((variant) => (
          <VariantLine key={variant.variantId} variant={variant} currency={shop.currency} />
        ))}
      </ul>
    </details>
  );
}

function VariantLine({ variant, currency }: { variant: Variant; currency: string }) {
  const { i18n } = useTranslation();
  return (
    <li className={styles.line}>
      <span>{Object.values(variant.options).join(' ') || variant.variantId}</span>
      <span className={styles.price}>
        <StockBadge stock={variant.stock} isAvailable={variant.isAvailable} />{' '}
        {moneyText(variant.price, currency, i18n.language)}
      </span>
    </li>
  );
}

const fewPieces = 10;

function StockBadge({ stock, isAvailable }: { stock: number | null; isAvailable: boolean }) {
  const { t } = useTranslation();
  if (!isAvailable) return <Badge tone="danger">{t('shop.unavailable')}</Badge>;
  if (stock === null) return <Badge tone="success">{t('shop.inStock')}</Badge>;
  const tone: Tone = stock < fewPieces ? 'warning' : 'neutral';
  return <Badge tone={tone}>{t('shop.stock', { count: stock })}</Badge>;
}
