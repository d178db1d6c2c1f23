// Rules for the browser's modules and the service worker; `make lint` names this file.
import js from '@eslint/js';
import globals from 'globals';

export default [
  js.configs.recommended,
  {
    files: ['static/**/*.js'],
    languageOptions: {
      ecmaVersion: 2023,
      sourceType: 'module',
      globals: { ...globals.browser },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-new-func': 'error',
      // Text of a visitor goes into the page as text, never as markup.
      'no-restricted-properties': [
        'error',
        { property: 'innerHTML', message: 'Use textContent or templates.' },
        { property: 'outerHTML', message: 'Use textContent or templates.' },
        { property: 'insertAdjacentHTML', message: 'Use textContent or templates.' },
      ],
    },
  },
  {
    files: ['static/**/*worker*.js', 'static/**/sw.js'],
    languageOptions: { globals: { ...globals.serviceworker } },
  },
  { ignores: ['static/vendor/**'] },
];
