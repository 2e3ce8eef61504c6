import { useState } from 'preact/hooks';
import type { ReadOf } from '../contract/sidebar-api';
import { readServer } from './server';

export interface PartnerNames {
  /** Empty where they have not been read. */
  readonly known: ReadOf<'partners'>;
  /** While they are read, or why they could not be. */
  readonly state: string | null;
  readonly read: () => void;
}

/** Read when they are wanted: an account may have thousands. Without them uuids are pasted. */
export function usePartnerNames(): PartnerNames {
  const [names, setKnown] = useState<ReadOf<'partners'>>([]);
  const [state, setState] = useState<string | null>(null);
  const read = () => {
    setState('Reading their names…');
    readServer('partners', undefined)
      .then((names) => {
        setKnown(names);
        setState(null);
      })
      .catch((error: Error) => setState(`Their names could not be read. ${error.message}`));
  };
  return { known: names, state, read };
}
