import { type ColumnName, columnNames, figures } from '../domain/column-names';
import { groupNames } from '../domain/vocabulary';
import { columnLabel } from './column-picker';
import { type FieldsProps, type Option, Select } from './fields';

type SortFieldsProps = Pick<FieldsProps, 'draft' | 'change'> & {
  /** Whether this account has a column. */
  readonly isOffered: (name: string) => boolean;
};

/** What a report is sorted by, and in which direction. */
export function SortFields({ draft: { sort }, change, isOffered }: SortFieldsProps) {
  const sorts = sortable.filter((name) => name === sort.column || isOffered(name));
  const directions = directionsOf(sort.column);
  return (
    <div class="row">
      <Select
        id="sort"
        label="Sorted by"
        value={sort.column}
        options={[...sorts, ...(sorts.includes(sort.column) ? [] : [sort.column])].map(optionOf)}
        choose={(column) => change({ sort: { column, descending: figures.includes(column) } })}
      />
      <Select
        id="direction"
        label="Direction"
        value={String(sort.descending)}
        options={directions}
        choose={(descending) => change({ sort: { ...sort, descending: descending === 'true' } })}
      />
    </div>
  );
}

/** What all partners have in common orders nothing. */
const sortable: readonly ColumnName[] = columnNames.filter(
  (name) => name === 'name' || name === 'type' || figures.includes(name) || groupNames.some((group) => group === name),
);
const optionOf = (value: ColumnName): Option<ColumnName> => ({ value, label: columnLabel(value) });

const directionsOf = (column: ColumnName): ReadonlyArray<Option<string>> =>
  figures.includes(column)
    ? [
        { value: 'true', label: 'Highest first' },
        { value: 'false', label: 'Lowest first' },
      ]
    : [
        { value: 'false', label: 'A to Z' },
        { value: 'true', label: 'Z to A' },
      ];
