import { z } from 'zod';
import { caseSteps, caseViews, orderStatuses } from '../../commerce/index.ts';
import {
  type BackOfficeParts,
  readShopCase,
  readShopCases,
  readShopOrder,
  readShopOrders,
  readShopProducts,
  stepShopCase,
} from '../../desk/index.ts';
import { none, type Route, staffRoute } from '../http/route.ts';
import type { ServerParts } from '../server-parts.ts';

const search = z.string().trim().max(100).default('');
const cursor = z.string().max(200).optional();
const limit = z.coerce.number().int().min(1).max(100).default(30);
const ofCase = z.strictObject({ caseId: z.string().min(1).max(200) });

/** The shop's records as a whole: orders with parcels, after-sales cases, products. */
export const backOfficeRoutes: readonly Route[] = [
  staffRoute('shop.read', {
    method: 'GET',
    path: '/api/v1/shop/orders',
    summary: 'Orders, newest first; search by number, tracking number, phone or e-mail',
    params: none,
    query: z.strictObject({ search, cursor, limit, status: z.enum(orderStatuses).optional() }),
    body: none,
    handle: async ({ parts, who }, { query }) => ({ body: await readShopOrders(officeOf(parts), who, query) }),
  }),
  staffRoute('shop.read', {
    method: 'GET',
    path: '/api/v1/shop/orders/:orderId',
    summary: 'One order with parcels, tracking and cases',
    params: z.strictObject({ orderId: z.string().min(1).max(200) }),
    query: none,
    body: none,
    handle: async ({ parts, who }, { params }) => ({
      body: await readShopOrder(officeOf(parts), who, params.orderId),
    }),
  }),
  staffRoute('shop.read', {
    method: 'GET',
    path: '/api/v1/shop/cases',
    summary: 'After-sales cases by view, the most urgent first, with the number of each view',
    params: none,
    query: z.strictObject({ search, cursor, limit, view: z.enum(caseViews).default('mine') }),
    body: none,
    handle: async ({ parts, who }, { query }) => ({ body: await readShopCases(officeOf(parts), who, query) }),
  }),
  staffRoute('shop.read', {
    method: 'GET',
    path: '/api/v1/shop/cases/:caseId',
    summary: 'One case with its timeline, deadline and the steps that may be taken',
    params: ofCase,
    query: none,
    body: none,
    handle: async ({ parts, who }, { params }) => ({ body: await readShopCase(officeOf(parts), who, params.caseId) }),
  }),
  staffRoute('actions.perform', {
    method: 'POST',
    path: '/api/v1/shop/cases/:caseId/steps',
    summary: "Take a step of a case. Once per the body's key",
    params: ofCase,
    query: none,
    body: z.strictObject({
      step: z.enum(caseSteps),
      note: z.string().trim().max(500).default(''),
      idempotencyKey: z.string().min(1).max(200),
    }),
    usesIdempotencyKey: false,
    handle: async ({ parts, who }, { params, body }) => ({
      body: await stepShopCase(officeOf(parts), who, { ...body, caseId: params.caseId }),
    }),
  }),
  staffRoute('shop.read', {
    method: 'GET',
    path: '/api/v1/shop/products',
    summary: 'Products with prices and stock as they are now',
    params: none,
    query: z.strictObject({ search, limit, from: z.coerce.number().int().min(0).max(1_000_000).default(0) }),
    body: none,
    handle: async ({ parts, who }, { query }) => ({ body: await readShopProducts(officeOf(parts), who, query) }),
  }),
];

function officeOf({ walk, ground }: ServerParts): BackOfficeParts {
  return { ...walk, secrets: ground.secrets };
}
