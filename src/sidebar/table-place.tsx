/**
 * "Sheet!A2", each part in its own direction: otherwise the cell would stand before a name that is written from right
 * to left.
 */
export function TablePlace({ place }: { readonly place: string }) {
  const cell = place.lastIndexOf('!');
  return (
    <>
      <bdi>{place.slice(0, cell)}</bdi>
      {place.slice(cell)}
    </>
  );
}
