/** The sign-in page that leads back to an address: its path, query and fragment, which holds a shared recipe. */
export function signInLink(address: string): string {
  return `/sign-in?next=${encodeURIComponent(address)}`;
}

/** The address in this app to go to after signing in. Browsers skip tabs and line breaks, so there may be none. */
export function nextOf(params: URLSearchParams): string {
  const next = params.get('next');
  return next && /^\/(?![/\\])\P{Cc}*$/u.test(next) ? next : '/';
}
