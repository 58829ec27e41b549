/**
 * What issuers document, or what the format itself gives; each has a beginning that nothing else has. The policies know the
 * same shapes, kept apart on purpose: a mistake in one must not blind the other.
 */
export const TOKEN_SHAPES: readonly RegExp[] = [
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(-----END [A-Z ]*PRIVATE KEY-----|$)/g,
  /\beyJ[\w-]{5,}\.[\w-]{5,}(\.[\w-]*)?/g,
  /\bAIza[\w-]{35}/g,
  /\bGOCSPX-[\w-]{20,}/g,
  /\bya29\.[\w.-]{20,}/g,
  /\b(AKIA|ASIA)[0-9A-Z]{16}\b/g,
  /\b(gh[pousr]_\w{20,}|github_pat_\w{20,}|glpat-[\w-]{20,})/g,
  /\bsk-[\w-]{20,}/g,
  /\bxox[abeoprs]-[\w-]{10,}/g,
  /\b[rs]k_(live|test)_\w{10,}/g,
  /\bnpm_\w{30,}/g,
  /\bpul-[0-9a-f]{40}\b/g,
];

/** The password of an address with one: what stands before and after it is kept. */
export const ADDRESS_PASSWORD = /\b([a-z][a-z0-9+.-]*:\/\/[^\s/@:'"`]*:)[^\s/@'"`]+@/gi;
