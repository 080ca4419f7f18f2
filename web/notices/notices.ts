import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

/** The file beside the app that names the software of others in it, with their licences. */
const FILE = 'THIRD-PARTY-NOTICES.txt';

/** The licences under which software of others may be in the app. */
const ALLOWED = ['MIT', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', '0BSD', 'Unlicense', 'OFL-1.1'];

/** Tools that write parts of themselves into the app. */
const TOOLS = ['node_modules/tailwindcss', 'node_modules/vite'];

const LEGAL = /^(licen[cs]e|copying|notice|copyright)/i;

/** The texts of licences, for packages that bring none. */
const TEXTS = join(import.meta.dirname, 'texts');

type Described = {
  name?: string;
  version?: string;
  license?: string;
  author?: string | { name?: string };
};

/** The folders of the packages that the app may use, in order: the locked ones but for development. */
export function lockedPackages(root: string): string[] {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { dev?: boolean; optional?: boolean }>;
  };
  return Object.entries(lock.packages)
    .filter(([folder, { dev, optional }]) => {
      const absent = optional === true && !existsSync(join(root, folder));
      return folder !== '' && dev !== true && !absent;
    })
    .map(([folder]) => folder);
}

/** The folder of the package that a module of the bundle comes from; null for the app's own. */
export function packageOf(moduleId: string): string | null {
  const path = moduleId.replaceAll('\\', '/');
  const from = path.indexOf('/node_modules/');
  const inside = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0];
  return from < 0 || inside === undefined ? null : inside.slice(from + 1);
}

/** @throws A package is not installed, may not be in the app, or has a licence whose text is not known. */
export function noticesOf(root: string, folders: Iterable<string>): string {
  const parts = [...new Set(folders)].sort().map((folder) => notice(join(root, folder)));
  return [
    'The web app contains software of others. Each part names a package, its version and its licence.\n',
    ...new Set(parts),
  ].join(`\n${'-'.repeat(78)}\n\n`);
}

function notice(folder: string): string {
  const about = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Described;
  const licence = about.license ?? 'no known licence';
  const title = `${about.name} ${about.version}`;
  const choices = licence.replace(/^\((.*)\)$/, '$1').split(' OR ');
  const chosen = choices.find((choice) => ALLOWED.includes(choice));
  if (chosen === undefined) throw new Error(`${title} is under ${licence}, which may not be in the app.`);
  const texts = ownTexts(folder);
  return `${title}\n${licence}\n\n${(texts.length > 0 ? texts : [commonText(about, chosen)]).join('\n\n')}\n`;
}

/** The legal texts that a package brings, those of what it contains included. */
function ownTexts(folder: string): string[] {
  const files = readdirSync(folder)
    .filter((file) => LEGAL.test(file))
    .sort()
    .map((file) => join(folder, file));
  return files.flatMap((file) =>
    statSync(file).isDirectory()
      ? readdirSync(file)
          .sort()
          .map((inner) => readFileSync(join(file, inner), 'utf8').trim())
      : [readFileSync(file, 'utf8').trim()],
  );
}

function commonText({ name, version, author }: Described, licence: string): string {
  const file = join(TEXTS, `${licence}.txt`);
  if (!existsSync(file)) throw new Error(`${name} ${version} brings no text of its licence, ${licence}.`);
  const by = (typeof author === 'string' ? author : author?.name) ?? `the authors of ${name}`;
  return `Copyright ${by}\n\n${readFileSync(file, 'utf8').trim()}`;
}

/** Writes the notices of the locked packages and of whatever else is in the bundle. */
export function thirdPartyNotices(root: string): Plugin {
  return {
    name: 'third-party-notices',
    apply: 'build',
    generateBundle(_, bundle) {
      const used = Object.values(bundle)
        .flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []))
        .map(packageOf)
        .filter((folder) => folder !== null);
      const source = noticesOf(root, [...lockedPackages(root), ...TOOLS, ...used]);
      this.emitFile({ type: 'asset', fileName: FILE, source });
    },
  };
}
