/** A bug that somebody could make, and what has to notice it where the campaign of faults does not. */
export interface Mutation {
  readonly name: string;
  readonly edits: readonly Edit[];
  /** Test files, of which one fails. */
  readonly tests: readonly string[];
}

interface Edit {
  readonly file: string;
  /** Stands there exactly once. */
  readonly find: string;
  readonly replace: string;
}

const one = (name: string, file: string, find: string, replace: string, ...tests: string[]): Mutation => ({
  name,
  edits: [{ file, find, replace }],
  tests,
});

export const mutations: readonly Mutation[] = [
  one(
    'lock removed: two people refresh at once',
    'src/reports/lease.ts',
    'holder = before !== null && before.until > now() ? before.by : null;',
    'holder = null;',
    'test/tables/tables.test.ts',
  ),
  one(
    'lease never given back',
    'src/reports/lease.ts',
    '    documentStore.remove(leaseName);',
    '    void documentStore;',
    'test/tables/tables.test.ts',
  ),
  one(
    'apostrophe dropped: a partner’s name is read as a formula',
    'src/sheet/text.ts',
    "(value: string): string => `'${value}`",
    '(value: string): string => value',
    'test/tables/tables.test.ts',
  ),
  {
    name: 'clear before fetch: a failing answer leaves an empty table',
    edits: [
      {
        file: 'src/reports/refresh.ts',
        find: '    const gathered = gatherFor(batch, key, time);',
        replace:
          '    for (const { state } of batch) if (state?.block) clearBlock(state.rangeName, state.block, () => []);\n    const gathered = gatherFor(batch, key, time);',
      },
      {
        file: 'src/reports/refresh.ts',
        find: "import { Problem } from '../problem';",
        replace: "import { Problem } from '../problem';\nimport { clearBlock } from '../sheet/clear-block';",
      },
    ],
    tests: ['test/tables/tables.test.ts'],
  },
  one(
    'restore skipped: formulas keep the name they have while they refresh',
    'src/reports/refresh-formulas.ts',
    '    } finally {\n      restoreNow();\n    }',
    '    } finally {\n      documentStore.remove(markerName);\n    }',
    'test/tables/formulas.test.ts',
  ),
  one(
    'nobody remembers that formulas have yet to be given back their names',
    'src/reports/refresh-formulas.ts',
    '    documentStore.set(markerName, String(startedAt));\n',
    '',
    'test/tables/formulas.test.ts',
  ),
  one(
    'key logged where a request fails',
    'src/google/http.ts',
    '    } catch (error) {\n      return {',
    '    } catch (error) {\n      console.log(JSON.stringify(params));\n      return {',
    'test/cells/failures.test.ts',
  ),
  one(
    'Google’s own words told, address and all',
    'src/problem.ts',
    "return error instanceof Problem ? error.message : 'Something went wrong in the add-on. Try again.';",
    'return String(error);',
    'test/tables/tables.test.ts',
  ),
  one(
    'consent ignored: cells take the owner’s key unasked',
    'src/connection/formula-key.ts',
    '  if (!consent) throw new Problem(`Formulas have no Journeybee key in this spreadsheet yet. ${howToAllow}`);\n  const { fingerprint: allowed, notBefore, freshMinutes } = consent;',
    "  const own = personStore.get(personKeyName);\n  const { fingerprint: allowed, notBefore, freshMinutes } = consent ?? { fingerprint: own === null ? '' : fingerprint(own), notBefore: 0, freshMinutes: 15 };\n  if (!consent) return { fingerprint: allowed, notBefore, freshSeconds: freshMinutes * 60, key: () => own ?? '', keyIfVisible: () => own };",
    'test/connection/connection.test.ts',
    'test/cells/callers.test.ts',
  ),
  one(
    'another key than the one that was allowed',
    'src/connection/formula-key.ts',
    'return key !== null && fingerprint(key) === consent.fingerprint ? key : null;',
    'return key;',
    'test/connection/connection.test.ts',
    'test/cells/callers.test.ts',
  ),
  one(
    'cells taken for people',
    'src/google/person.ts',
    '  } catch {\n    throw notForCells();\n  }\n}\n\nconst notForCells',
    '  } catch {\n    return null;\n  }\n}\n\nconst notForCells',
    'test/cells/callers.test.ts',
    'test/runtime/services.test.ts',
  ),
  one(
    'redirect followed, key and all',
    'src/google/http.ts',
    'followRedirects: false',
    'followRedirects: true',
    'test/cells/failures.test.ts',
  ),
  {
    name: 'order trusted to the API',
    edits: [
      {
        file: 'src/journeybee/adoption.ts',
        find: 'rows.map((row) => partnerOf(row, rates.scale, currency)).sort(byRevenue)',
        replace: 'rows.map((row) => partnerOf(row, rates.scale, currency))',
      },
      {
        file: 'src/leaderboard/standing.ts',
        find: 'const partners = [...leaderboard.partners].sort(byRevenue);',
        replace: 'const partners = [...leaderboard.partners];',
      },
      {
        file: 'src/leaderboard/standing.ts',
        find: '    .sort((a, b) => compareCells(figure(a), figure(b), true))\n',
        replace: '',
      },
      {
        file: 'src/leaderboard/standing.ts',
        find: 'return ranked.sort((a, b) => compareCells(value(a), value(b), sort.descending));',
        replace: 'return value ? ranked : ranked;',
      },
    ],
    tests: ['test/leaderboard/standing.test.ts'],
  },
  one(
    'rates taken for fractions',
    'src/journeybee/rates.ts',
    'return { scale: percent > 0 ? 100 : 1, certain: true };',
    'return { scale: 1, certain: true };',
    'test/journeybee/rates.test.ts',
  ),
  one(
    'amounts added up as binary fractions',
    'src/domain/money.ts',
    'known.reduce((all, amount) => all + unitsOf(amount, currency), 0);',
    'unitsOf(known.reduce((all, amount) => all + amount, 0), currency);',
    'test/domain/money.test.ts',
  ),
  one(
    'whoever an answer of a hundred does not list taken for one that had nothing',
    'src/reports/gather.ts',
    'if (unlisted.length === 0 || isWhole) return certain;',
    'if (unlisted.length >= 0) return certain;',
    'test/reports/comparison.test.ts',
  ),
  one(
    'amounts of another currency compared',
    'src/reports/gather.ts',
    'if (earlier.currency === now.currency) return null;',
    'if (earlier.currency !== now.currency || true) return null;',
    'test/reports/comparison.test.ts',
  ),
  one(
    'columns of a comparison only where there is one',
    'src/reports/content.ts',
    '...(definition.comparison ? comparisonColumns(baseline) : []),',
    '...(definition.comparison && baseline ? comparisonColumns(baseline) : []),',
    'test/reports/comparison.test.ts',
  ),
  one(
    'uuids that begin alike kept as one',
    'src/leaderboard/movement-base.ts',
    'for (const sign of uuid.toLowerCase()) {',
    'for (const sign of uuid.toLowerCase().slice(0, 8)) {',
    'test/reports/comparison.test.ts',
  ),
  one(
    'union rectangle not recorded: a growing write that is cut short leaves rows that are nobody’s',
    'src/sheet/write-block.ts',
    '    if (before.rows > 0 && !sameRect(union, before)) move(range(sheet, union));\n',
    '',
    'test/sheet/interrupted.test.ts',
  ),
  one(
    'what a write may leave is not recorded before it begins',
    'src/sheet/refresh-block.ts',
    '  record({ rangeName, written: plan.during });\n  writeBlock(sheet, plan, move);',
    '  writeBlock(sheet, plan, move);',
    'test/sheet/interrupted.test.ts',
  ),
  one(
    'foreign cells in the block written over',
    'src/sheet/block.ts',
    '  if (foreign) return refuse(foreign);\n',
    '',
    'test/sheet/block.test.ts',
  ),
  one(
    'cells below written over where the table grows',
    'src/sheet/block-columns.ts',
    '    if (taken) return occupied(row, taken);\n',
    '',
    'test/sheet/block.test.ts',
  ),
  one(
    'merged and protected cells written into',
    'src/sheet/check-cells.ts',
    "  if (plan.kind === 'unchanged') return;\n",
    '  if (plan) return;\n',
    'test/tables/surroundings.test.ts',
  ),
  {
    name: 'a duplicated sheet taken for the original that was deleted',
    edits: [
      {
        file: 'src/sheet/block-range.ts',
        find: '  if (!book.getSheetById(sheetId)) return null;\n',
        replace: '',
      },
      {
        file: 'src/sheet/block-range.ts',
        find: 'return block.sheetId === sheetId ? [block] : [];',
        replace: 'return [block];',
      },
    ],
    tests: ['test/tables/surroundings.test.ts'],
  },
  one(
    'rows that are too many left standing',
    'src/sheet/write-block.ts',
    '  for (const cells of cleared) range(sheet, cells).clearContent();\n',
    '',
    'test/sheet/block.test.ts',
  ),
  one(
    'a report that failed called refreshed',
    'src/reports/refresh.ts',
    "const outcome = result instanceof PlaceGone ? 'gone' : 'failed';\n  return { id, name, outcome, rows: null, problem: result.message };",
    "const outcome = result instanceof PlaceGone ? 'gone' : 'unchanged';\n  return { id, name, outcome, rows: 0, problem: null };",
    'test/tables/tables.test.ts',
  ),
  one(
    'somebody else’s report filled with one’s own figures, unasked',
    'src/reports/refresh.ts',
    'withMyKey || state?.key.fingerprint === mine.fingerprint',
    "withMyKey || state?.key.fingerprint !== ''",
    'test/tables/tables.test.ts',
  ),
  one(
    'an answer of one key shown with another',
    'src/journeybee/single-flight.ts',
    'return `${kind}:4:${fingerprint.slice(0, 32)}:',
    'return `${kind}:4:${fingerprint.slice(0, 0)}:',
    'test/cells/requests.test.ts',
    'test/connection/connection.test.ts',
  ),
  one(
    'a click answered from the cache',
    'src/journeybee/source.ts',
    '  const outcomes = fetchInto(asked, owner, key, until, fetchAndLearn);\n  const byText',
    "  const entries = cached(asked.flatMap((one) => one.entries));\n  const outcomes = asked.map((one): Outcome<Leaderboard> => {\n    const known = one.read(entries);\n    return known ? { value: known } : (fetchInto([one], owner, key, until, fetchAndLearn)[0] ?? { failure: { code: 'unanswered' } });\n  });\n  const byText",
    'test/tables/tables.test.ts',
  ),
  one(
    'a damaged answer taken for an empty one',
    'src/journeybee/answer.ts',
    '  const read = reading(parser, answered(body));\n',
    "  const given = reading(parser, answered(body));\n  const read = 'value' in given ? given : reading(parser, { period: {}, partners: [] });\n",
    'test/cells/failures.test.ts',
  ),
  one(
    'the schedule run by whoever has a trigger',
    'src/scheduler/tick.ts',
    '  if (ownership?.owner !== owner) return;\n',
    '  if (!ownership) return;\n',
    'test/scheduler/tick.test.ts',
  ),
  one(
    'the title written first: figures look newer than they are',
    'src/sheet/write-block.ts',
    "  if (plan.kind === 'write') {\n    if (before.rows > 0) makeRoom",
    "  if (title) writeTitle(sheet, title);\n  flush();\n  if (plan.kind === 'write') {\n    if (before.rows > 0) makeRoom",
    'test/sheet/interrupted.test.ts',
    'test/tables/interrupted.test.ts',
    'test/tables/tables.test.ts',
  ),
  one(
    'a report that was frozen or deleted while it was fetched written all the same',
    'src/reports/refresh.ts',
    'return line !== undefined && JSON.stringify(line.definition) === JSON.stringify(definition);',
    'return line !== null;',
    'test/reports/manage.test.ts',
  ),
  one(
    'in a copy, whatever stands around the table taken for the report’s own',
    'src/reports/copied.ts',
    'titles: above.filter((text) => / · refreshed \\d{4}(-\\d\\d){2} \\d\\d:\\d\\d$/.test(text)),',
    'titles: above,',
    'test/reports/manage.test.ts',
  ),
  one(
    'another report’s table, renamed, taken for one that is gone',
    'src/sheet/block-range.ts',
    '!rivals.some((other) => beginsWith(block, other)),',
    'rivals.length >= 0,',
    'test/tables/surroundings.test.ts',
  ),
  one(
    'a column of somebody’s own, in the place of one that they deleted, taken for the table’s',
    'src/sheet/own-columns.ts',
    ' && changed.every(isAsWritten)) return',
    ') return',
    'test/sheet/block.test.ts',
  ),
  one(
    'notes under a blank heading taken for the table’s, where its first write was cut short',
    'src/sheet/own-columns.ts',
    "label === '' && sumAt(offset) ? null : label",
    'label',
    'test/sheet/own-columns.test.ts',
  ),
  one(
    'no second look where a sheet was deleted during the first',
    'src/google/spreadsheet.ts',
    '} catch {\n    return work();',
    '} finally {',
    'test/tables/formulas.test.ts',
  ),
];
