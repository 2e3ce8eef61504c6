/**
 * Puts a text where the person can paste it from. A browser may refuse that in a frame of another page: then the field that
 * shows it is selected, to be copied by hand. Gives what to tell the person.
 */
export async function copyText(text: string, field: () => HTMLTextAreaElement | null): Promise<string> {
  const done = await navigator.clipboard.writeText(text).then(
    () => true,
    () => false,
  );
  if (done) return 'Copied.';
  field()?.select();
  return 'Copy the text below: the browser did not do it by itself.';
}
