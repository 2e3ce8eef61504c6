import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

interface QuestionProps {
  readonly text: ComponentChildren;
  /** The button that changes nothing has the focus. */
  readonly stay: string;
  readonly cancel: () => void;
  /** The button that goes through with it. */
  readonly children: ComponentChildren;
}

/** Asks for confirmation in place: the browser's own dialogs do not work well in Google's sidebar. */
export function Question({ text, stay, cancel, children }: QuestionProps) {
  const staying = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => staying.current?.focus(), []);
  return (
    <fieldset
      class="question"
      onKeyDown={(event) => {
        if (event.key === 'Escape') cancel();
      }}
    >
      <legend>{text}</legend>
      <div class="buttons">
        {children}
        <button type="button" ref={staying} onClick={cancel}>
          {stay}
        </button>
      </div>
    </fieldset>
  );
}
