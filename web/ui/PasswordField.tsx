import { Field } from './Field.tsx';

/** Label and control of a password; `new` ones are offered to be made up and kept by the browser. */
export function PasswordField(props: {
  label: string;
  kind: 'current' | 'new';
  value: string;
  onChange(value: string): void;
  hint?: string;
  problem?: string | undefined;
  minLength?: number;
}) {
  const { kind, value, onChange, minLength, ...words } = props;
  return (
    <Field {...words}>
      {(ids) => (
        <input
          {...ids}
          className="control"
          type="password"
          required
          minLength={minLength}
          autoComplete={`${kind}-password`}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
