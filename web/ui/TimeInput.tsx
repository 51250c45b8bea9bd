import type { ComponentProps } from 'react';

type Props = Omit<ComponentProps<'input'>, 'type' | 'value' | 'onChange'> & {
  /** The end of a span: midnight is 24:00. */
  isEnd?: boolean;
  value: string;
  onChange(value: string): void;
};

/** A time of the wall clock. A time field cannot hold 24:00; it shows midnight for it. */
export function TimeInput({ isEnd = false, value, onChange, ...rest }: Props) {
  return (
    <input
      {...rest}
      type="time"
      required
      value={value === '24:00' ? '00:00' : value}
      onChange={({ target }) => onChange(isEnd && target.value === '00:00' ? '24:00' : target.value)}
    />
  );
}
