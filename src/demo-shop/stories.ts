import type { CaseKind, CaseRole, CaseStep } from '../commerce/index.ts';
import type { Residence } from './customers.ts';
import type { DemoState } from './order-times.ts';

/**
 * Customers whose situation never changes, for demonstrations and tests. Each order's number is NY, the day it was placed
 * (relative to the day of seeding) and the six digits given here.
 */
export type Story = {
  storeCustomerId: string;
  residence: Residence;
  /** Name and its form in the mail address. */
  name: readonly [string, string];
  /** What is going on. */
  about: string;
  orders: readonly StoryOrder[];
};
export type StoryOrder = {
  suffix: string;
  state: DemoState;
  daysAgo?: number;
  variantIds?: readonly string[];
  paidMore?: number;
  case?: { kind: CaseKind; reason: string; steps: readonly (readonly [CaseStep, CaseRole, string])[] };
};

const jacket = 'NYA001-WML-M';
const earbuds = 'NYD001-YM';

export const stories: readonly Story[] = [
  {
    storeCustomerId: 'DC0001',
    residence: 'mainland',
    name: ['王雨桐', 'wang.yutong'],
    about: 'a jacket delivered yesterday that can be returned or exchanged',
    orders: [{ suffix: '000101', state: 'delivered', daysAgo: 1, variantIds: [jacket] }],
  },
  {
    storeCustomerId: 'DC0002',
    residence: 'mainland',
    name: ['李浩然', 'li.haoran'],
    about: 'a shipped order on its way',
    orders: [{ suffix: '000201', state: 'in-transit', variantIds: [earbuds] }],
  },
  {
    storeCustomerId: 'DC0003',
    residence: 'mainland',
    name: ['陈思琪', 'chen.siqi'],
    about: 'an order paid an hour ago, still to be packed: cancel it, change address or colour',
    orders: [{ suffix: '000301', state: 'pending', daysAgo: 1 / 24, variantIds: [jacket, earbuds] }],
  },
  {
    storeCustomerId: 'DC0004',
    residence: 'mainland',
    name: ['张伟', 'zhang.wei'],
    about: 'a parcel that has not moved for days',
    orders: [{ suffix: '000401', state: 'stuck', variantIds: [jacket] }],
  },
  {
    storeCustomerId: 'DC0005',
    residence: 'taiwan',
    name: ['林佳穎', 'lin.chiaying'],
    about: 'writes from Taiwan: one parcel on its way, one delivered three days ago',
    orders: [
      { suffix: '000501', state: 'in-transit', variantIds: [earbuds] },
      { suffix: '000502', state: 'delivered', daysAgo: 3, variantIds: [jacket] },
    ],
  },
  {
    storeCustomerId: 'DC0006',
    residence: 'english',
    name: ['Emily Carter', 'emily.carter'],
    about: 'writes English: one order delivered two days ago, one pending',
    orders: [
      { suffix: '000601', state: 'delivered', daysAgo: 2, variantIds: [jacket] },
      { suffix: '000602', state: 'pending', daysAgo: 0.2, variantIds: [earbuds] },
    ],
  },
  {
    storeCustomerId: 'DC0007',
    residence: 'mainland',
    name: ['赵敏', 'zhao.min'],
    about: 'angry: broken goods, the return was refused, and the next parcel is overdue',
    orders: [
      {
        suffix: '000701',
        state: 'delivered',
        daysAgo: 4,
        variantIds: [earbuds],
        case: { kind: 'return', reason: 'damaged', steps: [['reject', 'shop', '照片看不出破损，未通过']] },
      },
      { suffix: '000702', state: 'overdue', variantIds: [jacket] },
    ],
  },
  {
    storeCustomerId: 'DC0008',
    residence: 'mainland',
    name: ['刘洋', 'liu.yang'],
    about: 'a parcel that is lost',
    orders: [{ suffix: '000801', state: 'lost', variantIds: [jacket] }],
  },
  {
    storeCustomerId: 'DC0009',
    residence: 'mainland',
    name: ['黄丽', 'huang.li'],
    about: 'an order that waits to be paid',
    orders: [{ suffix: '000901', state: 'unpaid', variantIds: [earbuds] }],
  },
  {
    storeCustomerId: 'DC0010',
    residence: 'mainland',
    name: ['周杰', 'zhou.jie'],
    about: 'a pre-sale with its deposit paid',
    orders: [{ suffix: '001001', state: 'presale' }],
  },
  {
    storeCustomerId: 'DC0011',
    residence: 'mainland',
    name: ['吴芳', 'wu.fang'],
    about: 'paid 30 yuan more than the price of today: price protection',
    orders: [{ suffix: '001101', state: 'delivered', daysAgo: 2, variantIds: [earbuds], paidMore: 3000 }],
  },
  {
    storeCustomerId: 'DC0012',
    residence: 'mainland',
    name: ['徐静', 'xu.jing'],
    about: 'too late to return one order, a refund under way for another',
    orders: [
      { suffix: '001201', state: 'completed', daysAgo: 20, variantIds: [jacket] },
      {
        suffix: '001202',
        state: 'delivered',
        daysAgo: 6,
        variantIds: [earbuds],
        case: {
          kind: 'return',
          reason: 'quality',
          steps: [
            ['approve', 'shop', '审核通过'],
            ['proceed', 'system', ''],
            ['send-back', 'customer', '已寄回'],
            ['receive', 'shop', '仓库已签收，验货通过'],
          ],
        },
      },
    ],
  },
  {
    storeCustomerId: 'DC0013',
    residence: 'mainland',
    name: ['孙磊', 'sun.lei'],
    about: 'a return that was approved and waits for the parcel back',
    orders: [
      {
        suffix: '001301',
        state: 'delivered',
        daysAgo: 3,
        variantIds: [jacket],
        case: {
          kind: 'return',
          reason: 'wrong-size',
          steps: [
            ['approve', 'system', '符合 7 天无理由'],
            ['proceed', 'system', ''],
          ],
        },
      },
    ],
  },
  {
    storeCustomerId: 'DC0014',
    residence: 'mainland',
    name: ['郑文博', 'zheng.wenbo'],
    about: 'paid days ago, the promised shipping time is over',
    orders: [{ suffix: '001401', state: 'late', variantIds: [jacket] }],
  },
  {
    storeCustomerId: 'DC0015',
    residence: 'mainland',
    name: ['何嘉怡', 'he.jiayi'],
    about: 'new here: no order at all',
    orders: [],
  },
];
