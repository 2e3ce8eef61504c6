import { useState } from 'preact/hooks';
import { isUuid } from '../domain/uuid';
import { filterValues } from './draft';
import { Disclosure, FieldProblem } from './fields';

interface FilterFieldProps {
  readonly id: string;
  /** "Tiers" */
  readonly label: string;
  /** The summary where nothing is chosen: "any". */
  readonly any: string;
  /** What there is to choose from; empty where it is not known. */
  readonly labels: ReadonlyArray<{ readonly uuid: string; readonly label: string }>;
  readonly value: string;
  readonly problem: string | undefined;
  readonly change: (value: string) => void;
  /** Called when the list is opened: its labels may have to be read first. */
  readonly opening?: () => void;
  /** While they are read, or why they could not be. */
  readonly state?: string | null;
}

/** A list longer than this is searched. */
const longList = 8;
/** More are found by searching. */
const mostShown = 100;

/** A choice of tiers, categories, stages or partners: by labels where these are known, otherwise by pasted uuids. */
export function FilterField({ id, label, any, labels, value, problem, change, opening, state }: FilterFieldProps) {
  const [opened, setOpened] = useState(false);
  const values = filterValues(value);
  const open = opened || problem !== undefined;
  return (
    <Disclosure
      id={`${id}-choice`}
      label={label}
      summary={problem ?? (values.length === 0 ? any : chosenText(values, labels))}
      open={open}
      toggle={() => {
        if (!open) opening?.();
        setOpened(!open);
      }}
    >
      {labels.length > 0 ? (
        <LabelList id={id} label={label} labels={labels} values={values} change={change} />
      ) : (
        <>
          <label for={id}>UUIDs of {label.toLowerCase()}</label>
          <textarea
            id={id}
            rows={3}
            spellcheck={false}
            value={value}
            aria-invalid={problem !== undefined}
            aria-describedby={`${id}-help${problem === undefined ? '' : ` ${id}-problem`}`}
            onInput={(event) => change(event.currentTarget.value)}
          />
          <FieldProblem id={`${id}-problem`} problem={problem} />
          <p class="quiet" id={`${id}-help`}>
            One on each line, or with commas between them.
          </p>
          {state && (
            <p class="quiet" role="status">
              {state}
            </p>
          )}
        </>
      )}
    </Disclosure>
  );
}

type LabelListProps = Pick<FilterFieldProps, 'id' | 'label' | 'labels'> & {
  readonly values: readonly string[];
  readonly change: (value: string) => void;
};

function LabelList({ id, label, labels, values, change }: LabelListProps) {
  const [search, setSearch] = useState('');
  const wanted = search.trim().toLowerCase();
  // A removed entry stays in its place while the list is open, so that the focus stays and the removal can be undone.
  const [chosenBefore] = useState(values);
  // Chosen entries without a label can still be removed, and uuids that the labels lack can be pasted.
  const others = [...chosenBefore, ...values, ...(isUuid(wanted) ? [wanted] : [])].map((uuid) => uuid.toLowerCase());
  const unknown = [...new Set(others)].filter((uuid) => !labels.some((label) => isSameUuid(label.uuid, uuid)));
  const all = [...labels, ...unknown.map((uuid) => ({ uuid, label: `No name known: ${uuid}` }))];
  const matching = all.filter((label) => label.label.toLowerCase().includes(wanted) || isSameUuid(label.uuid, wanted));
  const ticked = (uuid: string) => values.some((value) => isSameUuid(value, uuid));
  // Entries that are or were ticked are always listed; of the others, as many as anybody reads.
  const first = (uuid: string) => Number(ticked(uuid) || chosenBefore.some((value) => isSameUuid(value, uuid)));
  const listed = [...matching].sort((a, b) => first(b.uuid) - first(a.uuid)).slice(0, mostShown);
  const tick = (uuid: string, on: boolean) => {
    const others = values.filter((value) => !isSameUuid(value, uuid));
    change((on ? [...others, uuid] : others).join('\n'));
  };
  return (
    <>
      {all.length > longList && (
        <input
          type="search"
          aria-label={`Search ${label.toLowerCase()}`}
          placeholder="Search"
          value={search}
          onInput={(event) => setSearch(event.currentTarget.value)}
          onKeyDown={(event) => {
            // It would submit the form.
            if (event.key === 'Enter') event.preventDefault();
          }}
        />
      )}
      <fieldset class="choice ticks">
        <legend class="unseen">{label}</legend>
        {listed.map((label) => (
          <div class="option" key={label.uuid}>
            <input
              type="checkbox"
              id={`${id}-${label.uuid}`}
              checked={ticked(label.uuid)}
              onChange={(event) => tick(label.uuid, event.currentTarget.checked)}
            />
            <label for={`${id}-${label.uuid}`} dir="auto">
              {label.label}
            </label>
          </div>
        ))}
      </fieldset>
      {listed.length === 0 && <p class="quiet">None is called that.</p>}
      {matching.length > listed.length && <p class="quiet">{matching.length - listed.length} more: search for them.</p>}
    </>
  );
}

/** By name as far as names are known: a uuid says nothing to anybody. */
function chosenText(values: readonly string[], labels: FilterFieldProps['labels']): string {
  const names = values.flatMap((uuid) => labels.find((label) => isSameUuid(label.uuid, uuid))?.label ?? []);
  if (names.length === 0) return `${values.length} chosen`;
  const others = values.length - names.length;
  return [...names, ...(others > 0 ? [`${others} more`] : [])].join(', ');
}

const isSameUuid = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();
