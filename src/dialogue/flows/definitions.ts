import accountAddress from './definitions/account-address.json' with { type: 'json' };
import accountGiftCard from './definitions/account-gift-card.json' with { type: 'json' };
import accountOrders from './definitions/account-orders.json' with { type: 'json' };
import accountPaymentMethods from './definitions/account-payment-methods.json' with { type: 'json' };
import cancelOrder from './definitions/cancel-order.json' with { type: 'json' };
import changeAddress from './definitions/change-address.json' with { type: 'json' };
import changeDefaultAddress from './definitions/change-default-address.json' with { type: 'json' };
import changeItems from './definitions/change-items.json' with { type: 'json' };
import changePayment from './definitions/change-payment.json' with { type: 'json' };
import chaseParcel from './definitions/chase-parcel.json' with { type: 'json' };
import compensation from './definitions/compensation.json' with { type: 'json' };
import complaint from './definitions/complaint.json' with { type: 'json' };
import human from './definitions/human.json' with { type: 'json' };
import identifyCustomer from './definitions/identify-customer.json' with { type: 'json' };
import leaveMessage from './definitions/leave-message.json' with { type: 'json' };
import orderAddress from './definitions/order-address.json' with { type: 'json' };
import orderPayment from './definitions/order-payment.json' with { type: 'json' };
import orderRemark from './definitions/order-remark.json' with { type: 'json' };
import orderStatus from './definitions/order-status.json' with { type: 'json' };
import parcelTrouble from './definitions/parcel-trouble.json' with { type: 'json' };
import refundProgress from './definitions/refund-progress.json' with { type: 'json' };
import reportProblem from './definitions/report-problem.json' with { type: 'json' };
import requestExchange from './definitions/request-exchange.json' with { type: 'json' };
import requestInvoice from './definitions/request-invoice.json' with { type: 'json' };
import requestPriceProtection from './definitions/request-price-protection.json' with { type: 'json' };
import requestRefund from './definitions/request-refund.json' with { type: 'json' };
import requestReship from './definitions/request-reship.json' with { type: 'json' };
import requestReturn from './definitions/request-return.json' with { type: 'json' };
import trackParcel from './definitions/track-parcel.json' with { type: 'json' };
import urgeShipping from './definitions/urge-shipping.json' with { type: 'json' };
import withdrawCase from './definitions/withdraw-case.json' with { type: 'json' };

/** Peakdesk's own flows as they lie in `definitions/`; read through `load-flows.ts`, which checks them. */
export const definitions: readonly unknown[] = [
  accountAddress,
  accountGiftCard,
  accountOrders,
  accountPaymentMethods,
  cancelOrder,
  changeAddress,
  changeDefaultAddress,
  changeItems,
  changePayment,
  chaseParcel,
  compensation,
  complaint,
  human,
  identifyCustomer,
  leaveMessage,
  orderAddress,
  orderPayment,
  orderRemark,
  orderStatus,
  parcelTrouble,
  refundProgress,
  reportProblem,
  requestExchange,
  requestInvoice,
  requestPriceProtection,
  requestRefund,
  requestReship,
  requestReturn,
  trackParcel,
  urgeShipping,
  withdrawCase,
];
