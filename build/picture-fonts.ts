import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { BrowserLaunch } from './chromium';

const folder = '.cache/picture-fonts';

/**
 * The browser with the same two families on every machine. Arimo has the shapes and widths of Liberation Sans, which stands
 * in for Arial where that is missing; what it lacks comes from DejaVu, at other widths: a picture shows what is ragged.
 */
export async function withPictureFonts(launch: BrowserLaunch): Promise<BrowserLaunch> {
  const file = resolve(folder, 'fonts.conf');
  await mkdir(folder, { recursive: true });
  await writeFile(file, configuration());
  return { ...launch, env: { ...launch.env, FONTCONFIG_FILE: file } };
}

function configuration(): string {
  const packageFolder = (name: string) => dirname(require.resolve(`${name}/package.json`));
  const folders = [packageFolder('@expo-google-fonts/arimo'), join(packageFolder('dejavu-fonts-ttf'), 'ttf')];
  const families = [
    ['Arial', 'Arimo'],
    ['sans-serif', 'Arimo'],
    ['monospace', 'DejaVu Sans Mono'],
  ];
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
${folders.map((path) => `  <dir>${path}</dir>`).join('\n')}
  <cachedir>${resolve(folder, 'cache')}</cachedir>
${families.map(([asked, drawn]) => `  <alias binding="same"><family>${asked}</family><prefer><family>${drawn}</family></prefer></alias>`).join('\n')}
</fontconfig>
`;
}
