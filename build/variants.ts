import { join } from 'node:path';
import type { BuildSettings } from '../src/build-settings';
import { settingsFor } from './build-settings';
import { finish } from './command';
import { buildDist } from './dist';
import { buildSelfTest } from './selftest';

/** Other builds that tests run beside `dist/`: for one spreadsheet; with all that an administrator may decide; with mails abroad only. */
const variants: Readonly<Record<string, BuildSettings>> = {
  bound: settingsFor('bound', {}),
  decided: settingsFor('team', {
    sharedKeys: false,
    mail: false,
    allPartnersReports: false,
    mailDomains: ['example.com'],
    privacyPage: 'https://intranet.example.com/journeybee',
  }),
  abroad: settingsFor('team', { mailDomains: ['partner.example'] }),
};

/**
 * `build/variants.ts FOLDER` writes each of them into a folder of its name there, and the self-test. They are not minimised:
 * that is most of a build's time, and what it does to the code is tested on `dist/`.
 */
finish(async () => {
  const [folder = ''] = process.argv.slice(2);
  await Promise.all([
    buildSelfTest(join(folder, 'selftest'), false),
    ...Object.entries(variants).map(([name, settings]) => buildDist(settings, join(folder, name), false)),
  ]);
});
