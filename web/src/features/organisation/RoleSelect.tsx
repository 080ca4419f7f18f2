import type { Role } from '../../api/types';
import { words } from '../../format/numbers';
import { limits } from '../../limits/limits';
import { SelectField } from '../../ui/fields';
import { ROLE_CAN } from './roles';

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
  const { roles } = limits();
  const choices = roles.slice(0, roles.indexOf(most) + 1);
  return (
    <SelectField
      label={label}
      hideLabel={hideLabel}
      disabled={disabled}
      value={role}
      hint={hideLabel ? undefined : ROLE_CAN[role]}
      onChange={(event) => {
        const next = choices.find((one) => one === event.target.value);
        if (next) onChange(next);
      }}
    >
      {choices.map((one) => (
        <option key={one} value={one}>
          {words(one)}
        </option>
      ))}
    </SelectField>
  );
}
