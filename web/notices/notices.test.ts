// @vitest-environment node
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { lockedPackages, noticesOf, packageOf } from './notices';

const WEB = join(import.meta.dirname, '..');

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'notices-'));
});
afterEach(() => rmSync(root, { recursive: true }));

function install(name: string, about: Record<string, unknown>, files: Record<string, string> = {}) {
  const folder = join(root, 'node_modules', name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name, version: '1.2.3', ...about }));
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
  return `node_modules/${name}`;
}

it('names every package of the app with the text of its licence', () => {
  const lock = JSON.parse(readFileSync(join(WEB, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { version?: string; dev?: boolean }>;
  };
  const shipped = Object.entries(lock.packages).filter(([folder, { dev }]) => folder !== '' && !dev);
  const text = noticesOf(WEB, lockedPackages(WEB));
  expect(shipped.length).toBeGreaterThan(50);
  for (const [folder, { version }] of shipped) {
    expect(text).toContain(`${folder.split('node_modules/').at(-1)} ${version}\n`);
  }
  expect(text).toContain('Copyright (c) Meta Platforms');
  expect(text).toContain('SIL OPEN FONT LICENSE');
  expect(text).toContain('Apache License');
});

it('quotes the legal texts that a package brings', () => {
  const folder = install(
    'one',
    { license: 'MIT' },
    { LICENSE: 'Copyright Ada', NOTICE: 'With parts of Bob' },
  );
  expect(noticesOf(root, [folder])).toContain('one 1.2.3\nMIT\n\nCopyright Ada\n\nWith parts of Bob');
});

it('gives the common text where a package brings none', () => {
  const folder = install('bare', { license: 'MIT', author: { name: 'Ada' } });
  expect(noticesOf(root, [folder])).toMatch(/Copyright Ada\n\nPermission is hereby granted/);
});

it('takes the licence that it may choose', () => {
  const folder = install('either', { license: '(GPL-3.0-only OR MIT)' });
  expect(noticesOf(root, [folder])).toContain('Permission is hereby granted');
});

it.each([['GPL-3.0-only'], ['MIT AND GPL-3.0-only'], ['SEE LICENSE IN file'], [undefined]])(
  'fails where a package is under %s',
  (license) => {
    const folder = install('other', { license }, { LICENSE: 'Some text' });
    expect(() => noticesOf(root, [folder])).toThrow(/other 1\.2\.3 is under .*, which may not be in the app/);
  },
);

it('fails where the text of a licence is not known', () => {
  const folder = install('bare', { license: 'BSD-3-Clause' });
  expect(() => noticesOf(root, [folder])).toThrow('bare 1.2.3 brings no text of its licence, BSD-3-Clause');
});

it('fails where a package is not installed', () => {
  expect(() => noticesOf(root, ['node_modules/absent'])).toThrow(/absent/);
});

it.each([
  ['/w/node_modules/react/index.js', 'node_modules/react'],
  ['/w/node_modules/@a/b/dist/c.js?inline', 'node_modules/@a/b'],
  ['C:\\w\\node_modules\\a\\node_modules\\b\\c.js', 'node_modules/a/node_modules/b'],
  ['/w/src/main.tsx', null],
  ['\0vite/preload-helper.js', null],
])('finds the package of the module %s', (moduleId, folder) => expect(packageOf(moduleId)).toBe(folder));
