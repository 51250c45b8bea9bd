import { expect, test } from 'vitest';
import { maskEmail, maskedPlace, maskName, maskPhone } from './mask.ts';

test.each([
  [maskPhone('13812345678'), '138****5678'],
  [maskPhone('+86 138-1234-5678'), '138****5678'],
  [maskPhone('0912-345-678'), '*******678'],
  [maskPhone('110'), '***'],
  [maskName('王小明'), '王**'],
  [maskName('欧阳'), '欧*'],
  [maskName('Rosa Field'), 'R*** F***'],
  [maskEmail('li.lei@example.com'), 'l***@example.com'],
  [maskEmail('nonsense'), '***'],
  [maskedPlace({ province: '浙江省', city: '杭州市', district: '余杭区' }), '浙江省杭州市余杭区'],
  [maskedPlace({ province: 'TX', city: 'Austin', district: '' }), 'Austin, TX'],
])('%s hides what a stranger could use', (masked, expected) => {
  expect(masked).toBe(expected);
});
