/** Text in the three languages of Peakdesk; a shop with one language repeats it. */
export type LocalizedText = { 'zh-CN': string; 'zh-TW': string; en: string };

export type ProductAttribute = { key: string; label: LocalizedText; value: LocalizedText };

export type Variant = {
  variantId: string;
  productId: string;
  /** Option name → value, e.g. { '颜色': '雾霾蓝', '尺码': 'M' }. */
  options: Readonly<Record<string, string>>;
  /** Minor units (分, cents). */
  price: number;
  /** Pieces in stock; `null` where the platform tells only whether it is available. */
  stock: number | null;
  isAvailable: boolean;
  weightGrams?: number;
};

/** How a product may be returned: standard goods, goods with a seal, fresh food, activated digital goods, made to order. */
export type ReturnClass = 'standard' | 'sealed' | 'fresh' | 'digital' | 'custom';

export type Product = {
  productId: string;
  name: LocalizedText;
  nicknames: readonly string[];
  category: string;
  brand?: LocalizedText;
  summary?: LocalizedText;
  attributes: readonly ProductAttribute[];
  optionNames: readonly string[];
  /** Words for option names and values in other languages than the catalogue's own. */
  optionLabels: Readonly<Record<string, Partial<LocalizedText>>>;
  variants: readonly Variant[];
  returnClass: ReturnClass;
  warrantyMonths: number;
  warehouse?: string;
  contents?: LocalizedText;
  usage?: LocalizedText;
  sizeChart?: readonly { size: string; heightCm: readonly [number, number]; weightKg: readonly [number, number] }[];
};

export type Address = {
  /** Receiver's name. */
  name: string;
  phone: string;
  country: string;
  /** Province or state. */
  province: string;
  city: string;
  district: string;
  /** Street, number, room; a second line is joined with a comma. */
  detail: string;
  zip: string;
};

/**
 * `pending` paid and not yet packed (may be cancelled or changed), `processing` packed or handed to the carrier's pick-up,
 * `completed` after the return period; a platform's own words stay in `Order.statusText`.
 */
export const orderStatuses = [
  'unpaid',
  'pending',
  'pending-modified',
  'processing',
  'shipped',
  'delivered',
  'completed',
  'cancelled',
  'return-requested',
  'exchange-requested',
] as const;
export type OrderStatus = (typeof orderStatuses)[number];

export type OrderLine = {
  lineId: string;
  productId: string;
  variantId: string;
  title: LocalizedText;
  options: Readonly<Record<string, string>>;
  quantity: number;
  /** Price of one piece as paid, minor units. */
  unitPrice: number;
  /** How that price came about; absent means the ordinary price. */
  priceKind?: 'flash' | 'presale';
  /** The customer confirmed before paying that these goods, once opened or activated, do not come back without a reason. */
  isExceptionConfirmed?: boolean;
};

/** Something taken off an order as a whole (or some lines of it), beside what is in the prices of pieces. */
export type OrderDiscount = {
  discountId: string;
  kind: 'promotion' | 'coupon' | 'points';
  /** Minor units. */
  amount: number;
  /** Lines that it was for; absent means all. */
  lineIds?: readonly string[];
  /** Points spent, for kind points. */
  points?: number;
};

export type TrackingEvent = { at: string; text: LocalizedText; place?: string };

export type Parcel = {
  parcelId: string;
  carrier: string;
  carrierName: LocalizedText;
  trackingNumber: string;
  status: 'packed' | 'in-transit' | 'out-for-delivery' | 'delivered' | 'stuck' | 'lost' | 'returned';
  shippedAt?: string;
  deliveredAt?: string;
  /** Day until which the parcel was promised. */
  promisedAt?: string;
  lineIds: readonly string[];
  events: readonly TrackingEvent[];
};

export type PaymentEntry = {
  kind: 'payment' | 'refund';
  /** Minor units, always positive. */
  amount: number;
  methodId: string;
  at?: string;
};

export type PaymentMethod = {
  methodId: string;
  kind: 'gift-card' | 'paypal' | 'credit-card' | 'alipay' | 'wechat-pay' | 'balance' | 'other';
  /** As shown to its owner, e.g. "Visa ···· 8902". */
  label: string;
  /** Balance in minor units, gift cards and balances only. */
  balance?: number;
};

export type Order = {
  orderId: string;
  storeCustomerId: string;
  status: OrderStatus;
  /** The platform's own word for the status. */
  statusText: string;
  /** Empty where the platform tells no times. */
  placedAt: string;
  paidAt?: string;
  /** Until when the shop has promised to ship. */
  shipBy?: string;
  /** When the customer last urged the shop to ship. */
  urgedAt?: string;
  lines: readonly OrderLine[];
  parcels: readonly Parcel[];
  payments: readonly PaymentEntry[];
  address: Address;
  /** What was paid for the goods and the freight together, minor units. */
  total: number;
  freight: number;
  /** Taken off beside the prices of pieces; given back in proportion when pieces come back. */
  discounts?: readonly OrderDiscount[];
  /** Points that this order has earned; taken back in proportion. */
  pointsEarned?: number;
  currency: string;
  remark?: string;
  caseIds: readonly string[];
};

export type StoreCustomer = {
  storeCustomerId: string;
  name: string;
  email: string;
  phone: string;
  memberLevel: string;
  defaultAddress: Address | null;
  paymentMethods: readonly PaymentMethod[];
  birthday?: string;
  /** Sum of all paid orders, minor units. */
  spent: number;
  points?: number;
  /** Coupons in hand. */
  coupons?: readonly string[];
};

/** Kinds of after-sales work (仅退款, 退货退款, 换货, 补发, 维修, 价保). */
export const caseKinds = ['refund', 'return', 'exchange', 'reship', 'repair', 'price-protection', 'invoice'] as const;
export type CaseKind = (typeof caseKinds)[number];

export const caseStates = [
  'applied',
  'approved',
  'negotiating',
  'rejected',
  'wait-buyer-ship',
  'wait-seller-receive',
  'inspect-failed',
  'refunding',
  'exchange-ship',
  'reshipping',
  'wait-buyer-confirm',
  'dispute',
  'success',
  'closed',
  'cancelled',
  'failed',
] as const;
export type CaseState = (typeof caseStates)[number];

/** What a case does in the shop beside changing its state. */
export const caseEffects = [
  'reserve-replacement',
  'release-replacement',
  'send-replacement',
  'restock',
  'refund',
] as const;
export type CaseEffect = (typeof caseEffects)[number];

/** Points and coupons that go back with the money, and points earned that are taken back. */
export type GiveBack = { points: number; pointsTaken: number; coupons: readonly string[] };

export type AfterSalesCase = {
  caseId: string;
  orderId: string;
  storeCustomerId: string;
  kind: CaseKind;
  state: CaseState;
  reason: string;
  lineIds: readonly string[];
  /** Pieces of each line; absent, or a line without one, means the whole line. */
  quantities?: Readonly<Record<string, number>>;
  /** Minor units; zero where no money moves. */
  amount: number;
  /** What the goods were paid with, minor units: paid out where an exchange, a reshipment or a repair cannot be done. */
  worth?: number;
  /** What goes back beside money. */
  giveBack?: GiveBack;
  /** Effects in the shop that this case has had; each happens once. */
  effects?: readonly CaseEffect[];
  /** Who has to act next, and until when; absent in final states. */
  owner?: 'shop' | 'customer' | 'carrier';
  deadline?: string;
  createdAt: string;
  history: readonly { at: string; state: CaseState; note: string }[];
  /** Slots as collected (title, tax number, e-mail, replacement variants …). */
  details: Readonly<Record<string, string>>;
};
