import type { ConnectRequest } from '../contract/requests';
import type { Overview } from '../contract/sidebar-api';

/** What a person may allow the formulas of this file, in a sentence with its consequence; `use` null: nothing. */
export interface Offer {
  readonly use: Exclude<ConnectRequest['use'], 'tables'> | null;
  readonly sentence: string;
}

/** The owner's own key where the person owns the file, since formulas see no other (P1.4-4); else a key shared with the file. */
export function offerFor({
  connection: { ownsFile, noSharing },
  build,
}: Pick<Overview, 'connection' | 'build'>): Offer {
  if (ownsFile === true) {
    return {
      use: 'owner',
      sentence: `Formulas here will use your key: all who edit this file can fetch with it, ${sharingWarning(build.door)}.`,
    };
  }
  if (noSharing === null) {
    return {
      use: 'shared',
      sentence: `${ownsFile === false ? 'You do not own this file' : 'Google does not say that you own this file'}, so its formulas need a key that is stored with it: all who can edit it will use yours.`,
    };
  }
  if (ownsFile === null) {
    return {
      use: 'owner',
      sentence: `Formulas here will use your key if you own this file, which Google does not say: all who edit it can fetch with it, ${sharingWarning(build.door)}.`,
    };
  }
  return {
    use: null,
    sentence: 'Only the owner of this file can allow formulas here. Ask them to, or insert a table.',
  };
}

/** Whoever can change a script can have a cell tell the owner's key (P1.4-4). */
export const sharingWarning = (door: Overview['build']['door']): string =>
  door === 'bound' ? 'and read it by changing its script' : 'and never see it';

/** In a build for one spreadsheet: why nobody else should edit it. */
export function FileWarning({ othersEdit }: { readonly othersEdit: boolean | null }) {
  return othersEdit === true ? (
    <p class="problem">
      Other people can edit this file. Whoever edits it can change its script, and so read your key. Stop sharing it for
      editing before you connect, or have the add-on for your team.
    </p>
  ) : (
    <p class="note">
      Keep this file to yourself: whoever edits it can change its script, and so read your key. Share it to view only.
    </p>
  );
}
