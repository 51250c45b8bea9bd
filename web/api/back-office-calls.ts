import type { Http } from './http.ts';
import type {
  CaseDetail,
  CaseListing,
  CasePage,
  CaseStep,
  CaseView,
  OrderDetail,
  OrderRow,
  OrderStatus,
  ProductRow,
  SteppedCase,
} from './index.ts';

export type OrderPage = { items: readonly OrderRow[]; nextCursor?: string };
export type ProductPage = { items: readonly ProductRow[]; total: number };

/** A step of a case as it goes out; the key makes it happen once. */
export type StepFields = { step: CaseStep; note: string; idempotencyKey: string };

/** Calls about the shop's records as a whole, and about the cases of one conversation's customer. */
export function backOfficeCalls(http: Http) {
  const part = encodeURIComponent;
  return {
    shopOrders: (query: { search?: string; status?: OrderStatus; cursor?: string }) =>
      http<OrderPage>('GET', '/shop/orders', { query }),
    shopOrder: (orderId: string) => http<OrderDetail>('GET', `/shop/orders/${part(orderId)}`),
    shopCases: (query: { search?: string; view?: CaseListing; cursor?: string }) =>
      http<CasePage>('GET', '/shop/cases', { query }),
    shopCase: (caseId: string) => http<CaseDetail>('GET', `/shop/cases/${part(caseId)}`),
    stepShopCase: (caseId: string, fields: StepFields) =>
      http<SteppedCase>('POST', `/shop/cases/${part(caseId)}/steps`, { body: fields }),
    shopProducts: (query: { search?: string; from?: number }) => http<ProductPage>('GET', '/shop/products', { query }),
    cases: (conversationId: string) =>
      http<{ cases: readonly CaseView[] }>('GET', `/conversations/${conversationId}/cases`),
    stepCase: (conversationId: string, caseId: string, fields: StepFields) =>
      http<SteppedCase>('POST', `/conversations/${conversationId}/cases/${part(caseId)}/steps`, { body: fields }),
  };
}
