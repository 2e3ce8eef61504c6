import type { ServerResponse } from 'node:http';

/** What a page shows, by the name of the event that tells it: each a text of JSON. */
export type ViewTexts = Readonly<Record<string, () => string>>;

/** Tells open pages what is different, a moment after it became so and once for many changes. */
export class Feed {
  readonly #pages = new Map<ServerResponse, { readonly views: ViewTexts; readonly told: Map<string, string> }>();
  #timer: NodeJS.Timeout | null = null;

  get watched(): boolean {
    return this.#pages.size > 0;
  }

  add(page: ServerResponse, views: ViewTexts): void {
    page.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    this.#pages.set(page, { views, told: new Map() });
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
    for (const [page, { views, told }] of this.#pages) {
      for (const [name, view] of Object.entries(views)) {
        const text = view();
        if (told.get(name) === text) continue;
        told.set(name, text);
        page.write(`event: ${name}\ndata: ${text}\n\n`);
      }
    }
  }
}
