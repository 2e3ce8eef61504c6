import type { ProgressView } from '../contract/sidebar-api';
import { readServer } from './server';

/** Polls the progress, one request after the other, until it is stopped. */
export function watchProgress(show: (progress: ProgressView | null) => void): () => void {
  let timer = setTimeout(look, progressMs);
  let stopped = false;
  async function look() {
    const progress = await readServer('progress', undefined).catch(() => null);
    if (stopped) return;
    show(progress);
    timer = setTimeout(look, progressMs);
  }
  return () => {
    stopped = true;
    clearTimeout(timer);
    show(null);
  };
}

const progressMs = 2000;
