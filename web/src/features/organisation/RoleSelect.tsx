import type { Role } from '../../api/types';
import { words } from '../../format/numbers';
import { SelectField } from '../../ui/fields';
import { ROLES } from './roles';

export function RoleSelect({
  label,
  role,
  most = 'owner',
  hideLabel = false,
  disabled = false,
  onChange,
}: {
  label: string;
  role: Role;
  /** The highest role that can be chosen. */
  most?: Role;
  hideLabel?: boolean;
  disabled?: boolean;
  onChange: (role: Role) => void;
}) {
  const last = ROLES.findIndex((one) => one.role === most);
  const choices = ROLES.slice(0, last + 1);
  const chosen = choices.find((one) => one.role === role);
  return (
    <SelectField
      label={label}
      hideLabel={hideLabel}
      disabled={disabled}
      value={role}
      hint={hideLabel ? undefined : chosen?.can}
      onChange={(event) => {
        const next = choices.find((one) => one.role === event.target.value);
        if (next) onChange(next.role);
      }}
    >
      {choices.map((one) => (
        <option key={one.role} value={one.role}>
          {words(one.role)}
        </option>
      ))}
    </SelectField>
  );
}
