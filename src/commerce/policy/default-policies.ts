import type { LocalizedText } from '../types.ts';
import type { PolicyEntry } from './policy-rules.ts';

/** Numbers that a shop may set where it has written no policy of its own. */
export type DefaultNumbers = {
  returnDays: number;
  qualityReturnDays: number;
  exchangeDays: number;
  noReturnClasses: readonly string[];
  reportWithinHours: number;
  invoiceDays: number;
  priceProtectionDays: number;
};

/** The law's and the trade's rules, in force where the shop's own policies say nothing. */
export function defaultPolicies(numbers: DefaultNumbers): PolicyEntry[] {
  const { returnDays, qualityReturnDays, exchangeDays } = numbers;
  const exceptions = numbers.noReturnClasses.map((returnClass) => ({ returnClass, when: 'always' }));
  return [
    policy('return', 'no-reason', ['无理由退货', '無理由退貨', 'Return without a reason'], { days: returnDays }),
    policy('return', 'exceptions', ['无理由退货的例外', '無理由退貨的例外', 'Goods without a free return'], {
      exceptions,
    }),
    policy('return', 'fault', ['质量问题退货', '瑕疵品退貨', 'Return of faulty goods'], {
      faultDays: qualityReturnDays,
    }),
    policy('return', 'freight', ['退货运费', '退貨運費', 'Return freight'], {
      paidBy: { 'no-reason': 'buyer', quality: 'shop', wrong: 'shop', missing: 'shop', damaged: 'shop' },
    }),
    policy('exchange', 'exchange', ['换货', '換貨', 'Exchange'], { days: exchangeDays }),
    policy('damage', 'damage', ['破损少件申报', '破損缺件申報', 'Damaged or missing goods'], {
      reportWithinHours: numbers.reportWithinHours,
    }),
    policy('price-protection', 'price', ['价格保护', '價格保護', 'Price protection'], {
      days: numbers.priceProtectionDays,
    }),
    policy('invoice', 'invoice', ['开具发票', '開立發票', 'Invoices'], { requestWithinDays: numbers.invoiceDays }),
  ];
}

function policy(
  kind: string,
  name: string,
  [cn, tw, en]: readonly [string, string, string],
  parameters: PolicyEntry['parameters'],
): PolicyEntry {
  const title: LocalizedText = { 'zh-CN': cn, 'zh-TW': tw, en };
  return { id: `default-${name}`, kind, title, summary: title, parameters, validFrom: null, validTo: null };
}
