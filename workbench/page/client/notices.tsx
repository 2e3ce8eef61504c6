import { useEffect, useRef, useState } from 'preact/hooks';
import type { DeskView } from '../contract';

export interface Notice {
  readonly kind: 'running' | 'error';
  readonly text: string;
}

/** The strip at the top that Sheets shows while a script runs and after one failed. */
export function Banner({ notice, dismiss }: { readonly notice: Notice; readonly dismiss?: () => void }) {
  return (
    <div class={`banner ${notice.kind}`} role={notice.kind === 'error' ? 'alert' : 'status'} data-testid="banner">
      <span>{notice.text}</span>
      {dismiss && (
        <button type="button" onClick={dismiss}>
          Dismiss
        </button>
      )}
    </div>
  );
}

const toastMs = 12_000;

/** What a script says in the corner. */
export function Toast({ toast }: { readonly toast: DeskView['toast'] }) {
  const [gone, setGone] = useState(0);
  const number = toast?.number ?? 0;
  useEffect(() => {
    const timer = setTimeout(() => setGone(number), toastMs);
    return () => clearTimeout(timer);
  }, [number]);
  if (!toast || toast.number === gone) return null;
  return (
    <div class="toast" role="status" data-testid="toast">
      <div>
        {toast.title && <strong>{toast.title}</strong>}
        <span>{toast.message}</span>
      </div>
      <button type="button" aria-label="Close message" onClick={() => setGone(toast.number)}>
        ×
      </button>
    </div>
  );
}

export function AlertBox({ text, dismiss }: { readonly text: string; dismiss(): void }) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => button.current?.focus(), []);
  return (
    <div class="veil">
      <div class="alert-box" role="alertdialog" aria-modal="true" aria-labelledby="alert-title" data-testid="alert">
        <h2 id="alert-title">There was a problem</h2>
        <p>{text}</p>
        <button type="button" class="primary" ref={button} onClick={dismiss}>
          OK
        </button>
      </div>
    </div>
  );
}
