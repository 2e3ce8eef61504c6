/*
 * Formulas calculate again only when their text changes (P8.1-3), so it is changed and changed back. In between a cell
 * calls the same function by its other name; whatever interrupts us, it shows a leaderboard, and the text is restored by
 * whoever comes next.
 */
const called = /\b(JB_PARTNERS)(\s*\()/gi;
const calledByOtherName = /\b(JB_PARTNERS)_REFRESHING(\s*\()/gi;

/** The formula under its other name, or null where there is nothing to change or no way back to the same text. */
export function refreshing(formula: string): string | null {
  const changed = formula.replace(called, '$1_REFRESHING$2');
  return changed !== formula && restored(changed) === formula ? changed : null;
}

/** The formula as its person wrote it. */
export function restored(formula: string): string {
  return formula.replace(calledByOtherName, '$1$2');
}

/** The literal first two arguments of each call in a formula: what can be fetched beforehand without calculating anything. */
export function literalCalls(formula: string): Array<{ period: string; type: string }> {
  const argument = String.raw`\s*(?:"([^"]*)")?\s*`;
  const call = new RegExp(String.raw`\bJB_PARTNERS\s*\(${argument}(?:[;,]${argument}(?:[;,][^()]*)?)?\)`, 'gi');
  const found: Array<{ period: string; type: string }> = [];
  for (let match = call.exec(formula); match; match = call.exec(formula)) {
    found.push({ period: match[1] ?? '', type: match[2] ?? '' });
  }
  return found;
}
