/** "Sheet!A2", each part in its own direction: after a name from right to left the cell would stand before it, the other way round. */
export function TablePlace({ place }: { readonly place: string }) {
  const cell = place.lastIndexOf('!');
  return (
    <>
      <bdi>{place.slice(0, cell)}</bdi>
      {place.slice(cell)}
    </>
  );
}
