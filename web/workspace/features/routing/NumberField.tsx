import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '../../../ui/Field.tsx';

/** A whole number; empty is null where `isOptional`. What is no such number is told at the field, and handed on as NaN. */
export function NumberField(props: {
  label: string;
  hint?: string;
  value: number | null;
  least?: number;
  most: number;
  isOptional?: boolean;
  placeholder?: string;
  problem?: string | undefined;
  onChange(value: number | null): void;
}) {
  const { t } = useTranslation();
  const { value, least = 0, most, isOptional = false } = props;
  const [text, setText] = useState(value === null ? '' : String(value));
  const read = readWhole(text, { least, most, isOptional });
  const problem = Number.isNaN(read) ? t('rules.wrongNumber', { least, most }) : props.problem;
  return (
    <Field label={props.label} problem={problem} {...(props.hint === undefined ? {} : { hint: props.hint })}>
      {(ids) => (
        <input
          {...ids}
          className="control"
          inputMode="numeric"
          value={text}
          placeholder={props.placeholder}
          onChange={(event) => {
            setText(event.target.value);
            props.onChange(readWhole(event.target.value, { least, most, isOptional }));
          }}
        />
      )}
    </Field>
  );
}

function readWhole(text: string, rule: { least: number; most: number; isOptional: boolean }): number | null {
  const plain = text.normalize('NFKC').trim();
  if (plain === '' && rule.isOptional) return null;
  if (!/^\d{1,6}$/.test(plain)) return Number.NaN;
  const read = Number(plain);
  return read < rule.least || read > rule.most ? Number.NaN : read;
}
