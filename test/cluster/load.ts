import { type Customer, openCustomer } from './customer.ts';

/** Customers who write all the while; `pause` lets them fall silent. */
export type Load = { customers: readonly Customer[]; pause(): void; goOn(): void };

const words = [
  '在吗',
  '满减怎么算',
  '几点发货',
  '可以开发票吗',
  '运费险怎么用',
  '有优惠券吗',
  '支持货到付款吗',
  '谢谢',
];

/** Opens windows at the nodes and writes a message about every `every` milliseconds in each. */
export async function startLoad(nodes: () => readonly string[], count: number, every = 900): Promise<Load> {
  const customers = await Promise.all(
    Array.from({ length: count }, (_none, index) => openCustomer(`customer-${index + 1}`, nodes)),
  );
  let said = 0;
  let isPaused = false;
  for (const customer of customers) {
    const timer = setInterval(
      () => {
        // Somebody whose words do not get through writes a few lines and then waits.
        if (isPaused || customer.unacknowledged() > 3) return;
        said += 1;
        customer.say(words[said % words.length] ?? '在吗');
      },
      every * (0.8 + 0.4 * Math.random()),
    );
    timer.unref();
  }
  return {
    customers,
    pause: () => {
      isPaused = true;
    },
    goOn: () => {
      isPaused = false;
    },
  };
}
