import type { Overview } from '../contract/sidebar-api';
import { filterValues } from './draft';
import { Check, type FieldsProps } from './fields';
import { FilterField } from './filter-field';

type OwnerFieldsProps = Pick<FieldsProps, 'draft' | 'change'> & Pick<Overview, 'owners'>;

/** Whose partners, where Journeybee sends who looks after them. */
export function OwnerFields({ draft, owners, change }: OwnerFieldsProps) {
  const { owners: chosen } = draft;
  if (owners.length === 0 && chosen.length === 0) return null;
  const me = owners.find(({ isMe }) => isMe);
  const isMine = chosen.length === 1 && chosen[0] === me?.uuid;
  return (
    <>
      {me && (
        <Check
          id="mine"
          label="Assigned to me"
          checked={isMine}
          check={(mine) => change({ owners: mine ? [me.uuid] : [] })}
        />
      )}
      <FilterField
        id="owner"
        label="Owners"
        any="anybody"
        labels={owners.map(({ uuid, label, isMe }) => ({ uuid, label: isMe ? `${label} (me)` : label }))}
        value={chosen.join('\n')}
        problem={undefined}
        change={(value) => change({ owners: filterValues(value) })}
      />
    </>
  );
}
