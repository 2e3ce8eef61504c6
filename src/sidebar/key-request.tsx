import { useRef, useState } from 'preact/hooks';
import { copyText } from './copying';
import { Disclosure } from './fields';

/** For whoever may not make keys: a message to somebody who may. `privacyPage`: where the add-on's publisher has one. */
export function KeyRequest({ privacyPage }: { readonly privacyPage: string | null }) {
  const [open, setOpen] = useState(false);
  const [state, setState] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  const text = message(privacyPage);
  return (
    <Disclosure id="key-request" label="I can’t create a key" summary="" open={open} toggle={() => setOpen(!open)}>
      <p class="quiet">Admins and Partnership users of Journeybee can. Send one of them this message.</p>
      <textarea ref={field} class="diagnostics" readOnly rows={8} aria-label="Message" value={text} />
      <div class="buttons">
        <button type="button" onClick={() => void copyText(text, () => field.current).then(setState)}>
          Copy the message
        </button>
      </div>
      <p role="status" class="quiet">
        {state}
      </p>
    </Disclosure>
  );
}

/** The message: what key is wanted, for what, and what happens to it. */
const message = (privacyPage: string | null): string =>
  [
    'Could you create a Journeybee API key for me?',
    '',
    'What: an API key with the Read permission only. In Journeybee: Settings > API Keys > Create API Key.',
    'Why: our partner revenue leaderboard in Google Sheets, with the add-on Journeybee Leaderboards.',
    'It only reads. The key is kept in my Google account and sent to https://api.journeybee.io only. Deleting it in Journeybee ends all access.',
    `What is kept, and where: ${privacyPage ?? 'docs/privacy.md in the add-on’s source, which whoever set it up has'}`,
    '',
    'Please send it in a way that only I can read.',
  ].join('\n');
