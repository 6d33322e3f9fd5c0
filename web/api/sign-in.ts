/** Leaving for the identity provider, and coming back to the page one was on. */

/** Never resolves: the page is about to be replaced, and nothing may flash in between. */
export function goToSignIn(): Promise<never> {
  const here = `${location.pathname}${location.search}`;
  location.assign(`/auth/sign-in?returnTo=${encodeURIComponent(here)}`);
  return new Promise(() => {});
}
