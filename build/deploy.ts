import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { defaultProject, scriptIdIn } from './clasp-project';
import { finish, outputOf, runTool } from './command';
import { buildDist } from './dist';
import { manifestProblems } from './manifest';

/**
 * `npm run deploy`: pushes the add-on to the script that `.clasp.deploy.json` names, or the file after `--project`. Nothing
 * is built or pushed before it is known where to and as whom.
 */
finish(async () => {
  const { values } = parseArgs({ options: { project: { type: 'string', default: defaultProject } } });
  const { project } = values;
  const scriptId = scriptIdIn(project);
  const person = loggedIn();
  console.log(`Pushing as ${person} to the script ${scriptId}.`);

  await buildDist();
  const problems = manifestProblems(readFileSync('dist/appsscript.json', 'utf8'));
  if (problems.length > 0) throw new Error(`appsscript.json is not to be pushed:\n${problems.join('\n')}`);

  try {
    runTool('clasp', ['push', '--force', '--project', project]);
  } catch {
    throw new Error(
      [
        'clasp did not push; its own words are above. What it mostly is:',
        '- the Google Apps Script API is off: switch it on at https://script.google.com/home/usersettings;',
        `- ${person} may not edit this script: share it with them, or log in as somebody else (npx clasp login);`,
        '- the script’s id is another one: see docs/deploy.md.',
      ].join('\n'),
    );
  }
  console.log(
    [
      '',
      'Pushed. What comes next:',
      '- a script bound to a spreadsheet: reload the spreadsheet; the menu is Extensions > Journeybee Leaderboards.',
      '- an add-on of its own: Deploy > Test deployments in the script editor, or a new version (docs/deploy.md):',
      `  https://script.google.com/d/${scriptId}/edit`,
    ].join('\n'),
  );
});

/** Whose login clasp has. @throws Error that says how to get one */
function loggedIn(): string {
  const how = 'Log in with: npx clasp login';
  const answer: unknown = JSON.parse(outputOf('clasp', ['show-authorized-user', '--json']));
  const { loggedIn: stored, email } = { ...(answer as { loggedIn?: boolean; email?: string }) };
  if (!stored) throw new Error(`clasp is not logged in to Google. ${how}`);
  if (!email) {
    throw new Error(
      `clasp has a login, but Google does not say whose: there is no connection, or it has run out. ${how}`,
    );
  }
  return email;
}
