/**
 * Words that name what has to be kept secret, where a part of a name ends with one: `PGPASSWORD`, `AUTH_TOKENS` and `PASSWORD1` are
 * such as well. `secret` itself names references to secrets too and is judged below.
 */
const SECRET_WORDS =
  /(?:(?:password|passwd|pwd|passphrase|token|credential|(?:api|private|access|signing)_?key|secret_?(?:key|data|string|value))s?|(?:^|[_.-])(?:creds?|pepper|salt))\d*(?:[_.-]|$)/i;
/** `PASS` ends words that keep nothing secret; `KEY` ends many more. */
const SECRET_VARIABLE = /(?:SECRETS?|(?<!BY|COM|OVER|SUR|TRES|UNDER)PASS|(?:^|_)KEYS?)\d*(?:_|$)/i;
/** Names that say how a secret is used, or how many tokens a language model may, not what it is. */
const ABOUT_SECRETS =
  /_(?:TTL|SECONDS|MINUTES|HOURS|DAYS|LENGTH|ALGORITHM|ISSUER|AUDIENCE|URL|URI|NAME|ID|PATH|FILE|HEADER|COUNT|LIMIT|BUDGET|SIZE|PER_[A-Z]+)$|(?:^|_)(?:MAX|MIN)_(?:\w+_)?TOKENS$/i;

/** Whether a property of this name carries a secret in the clear, such as `password` or `privateKey`. */
export function isSecretName(name: string): boolean {
  const snake = inSnakeCase(name);
  return SECRET_WORDS.test(snake) && !ABOUT_SECRETS.test(snake);
}

/** Whether a variable of this name carries a secret, such as `SMTP_PASSWORD` or `OAUTH_CLIENT_SECRET`. */
export function isSecretVariable(name: string): boolean {
  const snake = inSnakeCase(name);
  return isSecretName(name) || (SECRET_VARIABLE.test(snake) && !ABOUT_SECRETS.test(snake));
}

function inSnakeCase(name: string): string {
  return name.replaceAll(/([a-z0-9])([A-Z])/g, "$1_$2");
}
