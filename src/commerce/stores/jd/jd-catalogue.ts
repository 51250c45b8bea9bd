import { z } from 'zod';
import type { Product } from '../../types.ts';
import { dataOf } from '../kit/platform-answer.ts';
import { countOrZero, listOf, readAs } from '../kit/read-json.ts';
import type { RemotePage } from '../remote/remote-platform.ts';
import type { JdApi } from './jd-api.ts';
import { type JdSku, jdSku, jdWare, skuFields, toProduct, wareFields } from './to-product.ts';

/** Wares of a page: their skus are asked for together, and no more than 20 wares may be named at once. */
const waresPerPage = 20;
const skusPerPage = 50;

/** A page of the catalogue, oldest ware first, so that a new one does not move the others; each with all its skus. */
export async function jdCatalogue(api: JdApi, cursor: string | undefined): Promise<RemotePage<Product>> {
  const pageNo = Number(cursor ?? '1');
  const answer = await api('jingdong.ware.read.searchWare4Valid', {
    orderField: 'wareId',
    orderType: 'asc',
    pageNo,
    pageSize: waresPerPage,
    field: wareFields,
  });
  const { page } = readAs(warePage, dataOf(answer, 'jd wares'), 'jd wares');
  const skus = page.data.length === 0 ? [] : await skusOf(api, page.data.map((ware) => ware.wareId).join(','));
  return {
    items: page.data.map((ware) =>
      toProduct(
        ware,
        skus.filter((sku) => sku.wareId === ware.wareId),
      ),
    ),
    next: pageNo * waresPerPage < page.totalItem && page.data.length > 0 ? String(pageNo + 1) : undefined,
    total: page.totalItem,
  };
}

async function skusOf(api: JdApi, wareId: string): Promise<JdSku[]> {
  const found: JdSku[] = [];
  for (let pageNo = 1; ; pageNo += 1) {
    const answer = await api('jingdong.sku.read.searchSkuList', {
      wareId,
      pageNo,
      page_size: skusPerPage,
      field: skuFields,
    });
    const { page } = readAs(skuPage, dataOf(answer, 'jd skus'), 'jd skus');
    found.push(...page.data);
    if (page.data.length === 0 || found.length >= page.totalItem) return found;
  }
}

const warePage = z.object({ page: z.object({ totalItem: countOrZero, data: listOf(jdWare) }) });
const skuPage = z.object({ page: z.object({ totalItem: countOrZero, data: listOf(jdSku) }) });
