import { z } from 'zod';
import type { DemoContent } from './demo-content.ts';

/** The shop's settings as its own files say them: when people answer, and what is promised after the sale. */
export function demoSettings(content: DemoContent) {
  const days = workingHours.parse(content.shop.workingHours).human.flatMap(({ weekdays, from, to }) =>
    // The file counts Sunday as 7, the settings as 0.
    weekdays.map((weekday) => ({ weekday: weekday % 7, from, to })),
  );
  // Who tries the demo shop has no order at hand: the phone or e-mail alone is enough here, as it is not by default.
  const safety = { identityClues: ['order-phone', 'phone', 'email', 'code'] };
  return { workingHours: { days, holidays: [] }, afterSales: afterSalesOf(content), safety };
}

const workingHours = z.object({
  human: z.array(z.object({ weekdays: z.array(z.int().min(1).max(7)), from: z.string(), to: z.string() })),
});

/** The numbers that policies.json tells customers are the numbers that the rules go by. */
function afterSalesOf({ policies, shipping }: DemoContent) {
  const number = (policyId: string, parameter: string) => {
    const value = policies.find((policy) => policy.id === policyId)?.parameters[parameter];
    return typeof value === 'number' ? value : undefined;
  };
  const known = {
    returnDays: number('return-7-days', 'days'),
    exchangeDays: number('exchange-15-days', 'days'),
    reportWithinHours: number('damage-48-hours', 'reportWithinHours'),
    invoiceDays: number('invoice-electronic', 'requestWithinDays'),
    invoiceHours: number('invoice-electronic', 'deliveredWithinHours'),
    priceProtectionDays: number('price-protection-15-days', 'days'),
  };
  const freightZones = shipping.zones.map((zone) => ({
    provinces: zone.provinces,
    fee: zone.feeFen,
    freeFrom: zone.freeFromFen,
  }));
  const entries = Object.entries(known).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return { ...Object.fromEntries(entries), freightZones };
}
