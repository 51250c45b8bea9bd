import { type ComponentProps, useState } from 'react';
import { type Limits, nearestWithin, numberWithin } from './number-within.ts';

type Props = Omit<ComponentProps<'input'>, 'type' | 'value' | 'min' | 'max' | 'step' | 'onChange'> & {
  limits: Limits;
  value: number;
  onChange(value: number): void;
};

/** A number within limits. What is typed stands as it is typed, so that 0.5 can be begun with 0; once it is left it becomes what is nearest and allowed. */
export function NumberInput({ limits, value, onChange, ...rest }: Props) {
  const [typed, setTyped] = useState<string>();
  const leave = () => {
    const nearest = typed === undefined ? undefined : nearestWithin(typed, limits);
    if (nearest !== undefined && nearest !== value) onChange(nearest);
    setTyped(undefined);
  };
  return (
    <input
      {...rest}
      type="number"
      min={limits.from}
      max={limits.to}
      step={limits.step}
      value={typed ?? value}
      onChange={({ target }) => {
        setTyped(target.value);
        const number = numberWithin(target.value, limits);
        if (number !== undefined) onChange(number);
      }}
      onBlur={leave}
    />
  );
}
