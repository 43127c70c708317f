/**
 * Signals of the browser itself: Global Privacy Control (https://w3c.github.io/gpc/) and the older Do Not Track. They oppose sharing, which
 * Vitrine never does; all the same, with either on, nothing is stored, whatever anybody else grants.
 */

/** Whether the browser asks for privacy. */
export function privacyAsked(page: { navigator?: unknown; doNotTrack?: unknown } = globalThis as object): boolean {
  const told = (page.navigator ?? {}) as { globalPrivacyControl?: unknown; doNotTrack?: unknown };
  return told.globalPrivacyControl === true || told.doNotTrack === '1' || page.doNotTrack === '1';
}
