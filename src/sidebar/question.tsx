import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

interface QuestionProps {
  readonly text: ComponentChildren;
  /** The way out that changes nothing: the keyboard starts there. */
  readonly stay: string;
  readonly cancel: () => void;
  /** The button that goes through with it. */
  readonly children: ComponentChildren;
}

/** Asks once more, in place: Google's sidebar is no place for the browser's own dialogs. */
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
