import { useSyncExternalStore } from 'react';

export type Theme = 'light' | 'dark';

const root = document.documentElement;

export function currentTheme(): Theme {
  return root.dataset.theme === 'dark' ? 'dark' : 'light';
}

export function setTheme(theme: Theme): void {
  localStorage.setItem('theme', theme);
  root.dataset.theme = theme;
}

/** Follows the system's theme until the user chooses one. */
export function followSystem(): void {
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', (event) => {
    if (!localStorage.getItem('theme')) root.dataset.theme = event.matches ? 'dark' : 'light';
  });
}

/** The current theme. Re-renders when it changes, so that charts read the new colours. */
export function useTheme(): Theme {
  return useSyncExternalStore((changed) => {
    const observer = new MutationObserver(changed);
    observer.observe(root, { attributeFilter: ['data-theme'] });
    return () => observer.disconnect();
  }, currentTheme);
}
