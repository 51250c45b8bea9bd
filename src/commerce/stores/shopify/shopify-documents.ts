/** The GraphQL that is sent, by the published schema of version 2026-07 (shopify.dev, read 2026-11-21). */

const money = 'shopMoney { amount currencyCode }';

const order = `
  id name createdAt updatedAt processedAt cancelledAt displayFinancialStatus displayFulfillmentStatus note email phone
  totalPriceSet { ${money} } totalShippingPriceSet { ${money} } totalRefundedSet { ${money} } paymentGatewayNames
  customer { id displayName defaultEmailAddress { emailAddress } defaultPhoneNumber { phoneNumber } amountSpent { amount currencyCode } }
  shippingAddress { name phone address1 address2 city province country countryCodeV2 zip }
  lineItems(first: 50) { nodes { id title quantity originalUnitPriceSet { ${money} } discountedTotalSet { ${money} }
    product { id } variant { id selectedOptions { name value } } } }
  fulfillments(first: 20) { id status createdAt deliveredAt trackingInfo(first: 5) { number company }
    fulfillmentLineItems(first: 50) { nodes { lineItem { id } } } }
  returns(first: 10) { nodes { id name status createdAt totalQuantity returnLineItems(first: 20) { nodes { quantity
    ... on ReturnLineItem { fulfillmentLineItem { lineItem { id } } } } } } }`;

export const shopQuery = 'query { shop { name currencyCode } }';
export const orderQuery = `query Order($id: ID!) { order(id: $id) { ${order} } }`;
export const ordersQuery = `query Orders($query: String!, $after: String, $first: Int!) {
  orders(first: $first, after: $after, query: $query, sortKey: UPDATED_AT) { nodes { ${order} } pageInfo { hasNextPage endCursor } } }`;
/** The order of a return tells all its returns, each with its pieces. */
export const returnQuery = `query Return($id: ID!) { return(id: $id) { order { ${order} } } }`;
export const customersQuery = `query Customers($query: String!) { customers(first: 1, query: $query) { nodes {
  id displayName defaultEmailAddress { emailAddress } defaultPhoneNumber { phoneNumber } amountSpent { amount currencyCode } } } }`;
export const productsQuery = `query Products($after: String, $first: Int!) { products(first: $first, after: $after, query: "status:active") {
  nodes { id title description productType vendor options { name }
    variants(first: 100) { nodes { id price inventoryQuantity availableForSale selectedOptions { name value } } } }
  pageInfo { hasNextPage endCursor } } shop { currencyCode } }`;
export const transactionsQuery = `query Transactions($id: ID!) { order(id: $id) {
  transactions(first: 20) { id kind status gateway amountSet { ${money} } } } }`;

const errors = 'userErrors { field message }';

export const cancelMutation = `mutation Cancel($orderId: ID!, $refundMethod: OrderCancelRefundMethodInput!, $restock: Boolean!, $reason: OrderCancelReason!, $staffNote: String) {
  orderCancel(orderId: $orderId, refundMethod: $refundMethod, restock: $restock, reason: $reason, staffNote: $staffNote, notifyCustomer: true) {
    job { id } orderCancelUserErrors { field message code } ${errors} } }`;
export const addressMutation = `mutation Address($input: OrderInput!) { orderUpdate(input: $input) { order { id } ${errors} } }`;
/** The directive makes it happen once; without it the platform refuses since 2026-04. */
export const refundMutation = `mutation Refund($input: RefundInput!, $key: String!) {
  refundCreate(input: $input) @idempotent(key: $key) { refund { id } ${errors} } }`;
export const approveReturnMutation = `mutation Approve($input: ReturnApproveRequestInput!) { returnApproveRequest(input: $input) { return { id status } ${errors} } }`;
export const declineReturnMutation = `mutation Decline($input: ReturnDeclineRequestInput!) { returnDeclineRequest(input: $input) { return { id status } ${errors} } }`;
