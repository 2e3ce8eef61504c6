import type { Ask } from './ask';

interface SampleButtonProps {
  /** Whether it stands in the spreadsheet. */
  readonly sample: boolean;
  readonly ask: Ask;
}

/** One button for both labels, so that the focus stays on it. */
export function SampleButton({ sample, ask }: SampleButtonProps) {
  return (
    <button type="button" onClick={() => void ask(sample ? 'removeSample' : 'insertSample', undefined)}>
      {sample ? 'Remove the sample' : 'Try with sample data'}
    </button>
  );
}
