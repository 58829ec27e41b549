/**
 * What issuers document, or what the format itself gives; each has a beginning that nothing else has. No group captures, so that
 * they can stand among patterns that keep what a group holds. The policies know the same shapes, kept apart on purpose: a mistake
 * in one must not blind the other.
 */
export const TOKEN_SHAPES: readonly RegExp[] = [
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
  // A JSON Web Token, whole or without its signature.
  /\beyJ[\w-]{5,}\.[\w-]{5,}(?:\.[\w-]*)?/g,
  // Google: API keys, OAuth access tokens, client secrets.
  /\bAIza[\w-]{30,}/g,
  /\bya29\.[\w.-]{10,}/g,
  /\bGOCSPX-[\w-]{10,}/g,
  // AWS, GitHub and GitLab, npm, Slack, Pulumi; OpenAI, Anthropic, Stripe.
  /\b(?:AKIA|ASIA)[A-Z\d]{16}\b/g,
  /\b(?:gh[pousr]_\w{20,}|github_pat_\w{20,}|glpat-[\w-]{20,})/g,
  /\bnpm_\w{20,}/g,
  /\bxox[abeoprs]-[\w-]{10,}/g,
  // An address of Slack's that posts for whoever knows it.
  /(?<=\bhooks\.slack\.com\/(?:services|workflows|triggers)\/)[\w/-]{10,}/g,
  /\bpul-[\da-f]{40}\b/g,
  /\b(?:sk|pk|rk)[-_](?:[a-z]+[-_])*[\w-]{16,}/g,
];

/**
 * The password of an address with one, `scheme://user:password@host`; the group is what stands before it, and is kept. It may hold a
 * slash or an at sign, and so may the user an at sign; a port with a path behind it is no password.
 */
export const ADDRESS_PASSWORD = /(\b[a-z][a-z\d+.-]*:\/\/[^\s/:'"`]*:)(?!\d{1,5}\/)[^\s'"`]+(?=@)/gi;
