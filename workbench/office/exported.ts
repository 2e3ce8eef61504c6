import type { Page } from 'playwright-core';
import type { ShownCell } from './shown';

/** A sheet in a program's HTML. */
export interface Table {
  readonly name: string;
  readonly rows: readonly (readonly ShownCell[])[];
}

/** Cells of a sheet that have a rule with this fill. Rows and columns count from 0, and the last are among them. */
export interface Region {
  readonly sheet: string;
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
  readonly fill: string;
}

/** Reads what programs export as a browser understands it. */
export class ExportReader {
  /** `code`: the bundle of client/exports.ts. */
  constructor(
    private readonly page: Page,
    private readonly code: string,
  ) {}

  async tables(html: string): Promise<Table[]> {
    await this.page.setContent(html);
    return this.page.evaluate<Table[]>(`${this.code}; officeExports.tables()`);
  }

  async filledRegions(xml: string): Promise<Region[]> {
    return this.page.evaluate<Region[]>(`${this.code}; officeExports.filledRegions(${JSON.stringify(xml)})`);
  }
}
