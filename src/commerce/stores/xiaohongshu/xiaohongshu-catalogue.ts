import { z } from 'zod';
import type { Product } from '../../types.ts';
import { dataOf } from '../kit/platform-answer.ts';
import { cataloguePage } from '../kit/product.ts';
import { countOrZero, idText, listOf, readAs } from '../kit/read-json.ts';
import type { ConnectionSettings, RemotePage } from '../remote/remote-platform.ts';
import { toProduct, xiaohongshuItem, xiaohongshuSku } from './to-product.ts';
import type { XiaohongshuApi } from './xiaohongshu-api.ts';

const pageSize = 50;

/**
 * A page of the catalogue, item by item. The platform's list of skus (`product.getDetailSkuList`) would be one call instead of
 * many, but may cut an item's skus in two pages.
 */
export function xiaohongshuCatalogue(
  api: XiaohongshuApi,
  settings: ConnectionSettings,
  cursor: string | undefined,
): Promise<RemotePage<Product>> {
  return cataloguePage(
    cursor,
    pageSize,
    async (pageNo) => {
      const answer = await api('product.searchItemList', { pageNo, pageSize, searchParam: {} });
      const list = readAs(itemList, dataOf(answer, 'xiaohongshu items'), 'xiaohongshu items');
      return { ids: list.itemDetailV3s.map((one) => one.id), total: list.total };
    },
    (itemId) => findItem(api, settings, itemId),
  );
}

async function findItem(api: XiaohongshuApi, settings: ConnectionSettings, itemId: string): Promise<Product> {
  const skus: z.output<typeof xiaohongshuSku>[] = [];
  for (let pageNo = 1; ; pageNo += 1) {
    const answer = await api('product.getItemInfo', { itemId, pageNo, pageSize });
    const found = readAs(itemInfo, dataOf(answer, 'xiaohongshu item'), 'xiaohongshu item');
    skus.push(...found.skuInfos);
    if (found.skuInfos.length < pageSize || skus.length >= found.total)
      return toProduct(found.itemInfo, skus, settings);
  }
}

const itemList = z.object({ total: countOrZero, itemDetailV3s: listOf(z.object({ id: idText })) });
const itemInfo = z.object({ itemInfo: xiaohongshuItem, skuInfos: listOf(xiaohongshuSku), total: countOrZero });
