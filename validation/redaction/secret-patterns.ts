/** What gives a secret away by its looks. The first group, where there is one, is kept. */
export const SECRET_PATTERNS: readonly RegExp[] = [
  // A JSON Web Token, whole or without its signature.
  /\beyJ[\w-]{6,}\.[\w-]{6,}(?:\.[\w-]*)?/g,
  /((?:authorization["']?\s*[:=]\s*["']?)?\b(?:bearer|basic)\s+)[\w.~+/=-]{8,}/gi,
  // The password of an address: scheme://user:password@host.
  /(\b[a-z][a-z\d+.-]*:\/\/[^\s:@/]*:)[^\s@/]+(?=@)/gi,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
  // Google: API keys, OAuth access tokens, client secrets.
  /\bAIza[\w-]{30,}/g,
  /\bya29\.[\w.-]{10,}/g,
  /\bGOCSPX-[\w-]{10,}/g,
  // GitHub, npm, Slack, AWS, OpenAI and Anthropic, Stripe.
  /\b(?:gh[pousr]_\w{20,}|github_pat_\w{20,}|npm_\w{20,})/g,
  /\bxox[abeoprs]-[\w-]{10,}/g,
  /\b(?:AKIA|ASIA)[A-Z\d]{16}\b/g,
  /\b(?:sk|pk|rk)[-_](?:[a-z]+[-_])*[\w-]{16,}/g,
  // name=value, name: value and "name": "value", where the name says what it is.
  /((?:^|[^a-z\d])(?:[\w.-]*[_.-])?(?:password|passwd|pwd|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|secret[_-]?key|jwt[_-]?secret[\w-]*|client[_-]?secret|session[_-]?id|cookie|credentials?)["']?\s*[=:]\s*["']?)(?!\s|["'])[^\s"',;&})\]]{3,}/gi,
];
