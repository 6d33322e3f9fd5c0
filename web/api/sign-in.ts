/** Leaving for the identity provider, and coming back to the page one was on. */

let isSigningOut = false;

/** Never resolves: the page is about to be replaced, and nothing may flash in between. */
export function goToSignIn(): Promise<never> {
  const here = `${location.pathname}${location.search}`;
  // Something that the page asks for by itself while it signs out must not lead back in before the way out is taken.
  if (!isSigningOut) location.assign(`/auth/sign-in?returnTo=${encodeURIComponent(here)}`);
  return new Promise(() => {});
}

/** Ends the session by `end`, then goes where its answer says. When that fails the page goes on as before. */
export async function signOutThrough(end: () => Promise<{ redirectTo: string }>): Promise<void> {
  isSigningOut = true;
  try {
    const { redirectTo } = await end();
    location.assign(redirectTo);
  } catch (error) {
    isSigningOut = false;
    throw error;
  }
}
