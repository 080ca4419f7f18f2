import js from '@eslint/js';
import a11y from 'eslint-plugin-jsx-a11y';
import hooks from 'eslint-plugin-react-hooks';
import ts from 'typescript-eslint';
import { layers } from './eslint/layers.js';

const casts = {
  selector: "TSAsExpression:not([typeAnnotation.typeName.name='const'])",
  message: 'Casts belong in src/api, where what comes off the wire is given its type.',
};

export default ts.config(
  { ignores: ['dist', 'src/api/schema.d.ts'] },
  js.configs.recommended,
  ts.configs.strict,
  a11y.flatConfigs.recommended,
  hooks.configs.flat.recommended,
  {
    files: ['src/**/*.{ts,tsx}'],
    plugins: { house: { rules: { layers } } },
    rules: {
      'house/layers': 'error',
      'no-nested-ternary': 'error',
      'max-len': ['error', { code: 120 }],
      'max-lines': ['error', 300],
      'no-restricted-syntax': [
        'error',
        casts,
        { selector: 'ExportDefaultDeclaration', message: 'Named exports only.' },
        { selector: 'TSEnumDeclaration', message: 'A union of strings says the same.' },
        {
          selector: 'ConditionalExpression > TemplateLiteral > ConditionalExpression',
          message: 'No conditional expression inside another: name the inner one.',
        },
      ],
    },
  },
  // A box that scrolls takes the focus, so that the keyboard can scroll it.
  {
    rules: { 'jsx-a11y/no-noninteractive-tabindex': ['error', { roles: ['region', 'tabpanel'], tags: [] }] },
  },
  {
    files: ['src/api/**', 'src/**/*.test.{ts,tsx}', 'src/testing/**'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    files: ['public/**/*.js'],
    languageOptions: { globals: { document: 'readonly', localStorage: 'readonly', matchMedia: 'readonly' } },
  },
);
