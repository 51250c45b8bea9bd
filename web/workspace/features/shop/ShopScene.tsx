import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Tabs } from '../../../ui/Tabs.tsx';
import { keys } from '../../cache/keys.ts';
import { api } from '../../session/api.ts';
import { useAbility } from '../../session/use-session.ts';
import { Page } from '../../shell/Page.tsx';
import { CaseDrawer } from './CaseDrawer.tsx';
import { CaseTab } from './CaseTab.tsx';
import { ImportTab } from './ImportTab.tsx';
import { OrderDrawer } from './OrderDrawer.tsx';
import { OrderTab } from './OrderTab.tsx';
import { ProductTab } from './ProductTab.tsx';
import { shopTabs } from './shop-search.ts';
import { useShopSearch } from './use-shop-search.ts';

/** The shop's back office: orders with parcels, after-sales cases with their next steps, products with stock. */
export function ShopScene() {
  const { t } = useTranslation();
  const [search, change] = useShopSearch();
  const tab = search.tab ?? 'orders';
  const waiting = useQuery({
    queryKey: keys.shopCases('mine', ''),
    queryFn: () => api.shopCases({ view: 'mine' }),
    refetchInterval: 20_000,
    retry: false,
  }).data?.counts.mine;
  const mayImport = useAbility('settings.write');
  const shown = shopTabs.filter((name) => name !== 'import' || mayImport);
  const tabs = shown.map((name) => ({
    name,
    label: t(`shop.tab.${name}`),
    ...(name === 'cases' && waiting ? { count: waiting } : {}),
  }));
  return (
    <Page isWide title={t('shop.title')} intro={t('shop.intro')}>
      <Tabs
        tabs={tabs}
        open={tab}
        onOpen={(name) => change({ tab: name, q: undefined, order: undefined, case: undefined })}
      />
      {tab === 'orders' && <OrderTab />}
      {tab === 'cases' && <CaseTab />}
      {tab === 'products' && <ProductTab />}
      {tab === 'import' && mayImport && <ImportTab />}
      {search.order && !search.case && (
        <OrderDrawer orderId={search.order} onClose={() => change({ order: undefined })} />
      )}
      {search.case && <CaseDrawer caseId={search.case} onClose={() => change({ case: undefined })} />}
    </Page>
  );
}
