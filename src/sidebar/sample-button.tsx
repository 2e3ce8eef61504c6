import type { Ask } from './ask';

interface SampleButtonProps {
  /** Whether it stands in the spreadsheet. */
  readonly sample: boolean;
  readonly ask: Ask;
}

/** One button, whatever it says: the keyboard stays on it when it says something else. */
export function SampleButton({ sample, ask }: SampleButtonProps) {
  return (
    <button type="button" onClick={() => void ask(sample ? 'removeSample' : 'insertSample', undefined)}>
      {sample ? 'Remove the sample' : 'Try with sample data'}
    </button>
  );
}
