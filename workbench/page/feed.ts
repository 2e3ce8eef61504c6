import type { ServerResponse } from 'node:http';

/** Tells open pages what is different, a moment after it became so and once for many changes. */
export class Feed {
  readonly #views: Readonly<Record<string, () => unknown>>;
  readonly #pages = new Map<
    ServerResponse,
    { readonly names: readonly string[]; readonly told: Map<string, string> }
  >();
  #timer: NodeJS.Timeout | null = null;

  constructor(views: Readonly<Record<string, () => unknown>>) {
    this.#views = views;
  }

  get watched(): boolean {
    return this.#pages.size > 0;
  }

  /** `names`: of the views that the page wants; all of them where it does not say. */
  add(page: ServerResponse, names: readonly string[] = Object.keys(this.#views)): void {
    page.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    this.#pages.set(page, { names, told: new Map() });
    page.on('close', () => this.#pages.delete(page));
    this.#tell();
  }

  /** Something may be different. */
  changed(): void {
    this.#timer ??= setTimeout(() => this.#tell(), 40);
  }

  close(): void {
    if (this.#timer) clearTimeout(this.#timer);
    for (const page of this.#pages.keys()) page.end();
  }

  #tell(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    if (!this.watched) return;
    for (const [name, view] of Object.entries(this.#views)) {
      const pages = [...this.#pages].filter(([, { names }]) => names.includes(name));
      if (pages.length === 0) continue;
      const text = JSON.stringify(view());
      for (const [page, { told }] of pages) {
        if (told.get(name) === text) continue;
        told.set(name, text);
        page.write(`event: ${name}\ndata: ${text}\n\n`);
      }
    }
  }
}
