import { describe, expect, it } from 'vitest';
import type { FormField } from '../api/index.ts';
import { checkField, checkForm } from './form-rules.ts';

const field = (type: FormField['type'], required = true): FormField => ({
  name: 'f',
  label: '手机号',
  type,
  required,
  ...(type === 'select' ? { options: [{ label: '尺码不合适', value: 'size' }] } : {}),
});

describe('a field of a form', () => {
  it.each([
    { type: 'tel' as const, value: '138 0013 8000', key: undefined },
    { type: 'tel' as const, value: '１３８００１３８０００', key: undefined },
    { type: 'tel' as const, value: '+886 912-345-678', key: undefined },
    { type: 'tel' as const, value: '1380', key: 'form.tel' },
    { type: 'tel' as const, value: '手机', key: 'form.tel' },
    { type: 'email' as const, value: 'a@b.cn', key: undefined },
    { type: 'email' as const, value: 'a@b', key: 'form.email' },
    { type: 'text' as const, value: '   ', key: 'form.required' },
    { type: 'select' as const, value: 'size', key: undefined },
    { type: 'select' as const, value: 'other', key: 'form.required-choice' },
    { type: 'textarea' as const, value: 'x'.repeat(2_001), key: 'form.too-long' },
  ])('of type $type with $value: $key', ({ type, value, key }) => {
    expect(checkField(field(type), value)?.key).toBe(key);
  });

  it('may be empty when it is not required', () => {
    expect(checkForm([field('tel', false)], {})).toEqual({});
    expect(checkForm([field('tel')], {})).toEqual({ f: { key: 'form.required', values: { label: '手机号' } } });
  });
});
