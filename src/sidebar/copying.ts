/**
 * Copies a text to the clipboard. A browser may refuse that in an embedded page: the field with the text is then
 * selected, to be copied by hand. Returns the message for the person.
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
