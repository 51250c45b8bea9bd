import { useTranslation } from 'react-i18next';
import type { StaffView } from '../../../api/index.ts';
import { Field } from '../../../ui/Field.tsx';

type Role = StaffView['role'];

/** Choice of a colleague's role among those that may be given. */
export function RoleField(props: { roles: readonly Role[]; role: Role; onChange(role: Role): void }) {
  const { t } = useTranslation();
  const { roles, role, onChange } = props;
  return (
    <Field label={t('staff.role')}>
      {(ids) => (
        <select
          {...ids}
          className="control"
          value={role}
          onChange={(event) => onChange(roles.find((one) => one === event.target.value) ?? role)}
        >
          {roles.map((one) => (
            <option key={one} value={one}>
              {t(`staff.roles.${one}`)}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
