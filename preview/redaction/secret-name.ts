/** Words that name what has to be kept secret; `secret` itself names references to secrets as well and is judged below. */
const SECRET_WORDS =
  /(^|[_.-])(password|passwd|pwd|passphrase|token|api_?key|private_?key|access_?key|secret_?(?:key|data|string|value)|signing_?key|credentials?|pepper|salt)([_.-]|$)/i;
const SECRET_VARIABLE = /(^|_)(SECRETS?|KEY|PASS)(_|$)/i;
/** Names that say how a secret is used, not what it is. */
const ABOUT_SECRETS =
  /_(TTL|SECONDS|MINUTES|HOURS|DAYS|LENGTH|ALGORITHM|ISSUER|AUDIENCE|URL|URI|NAME|ID|PATH|FILE|HEADER)$/i;

/** Whether a property of this name carries a secret in the clear, such as `password` or `privateKey`. */
export function isSecretName(name: string): boolean {
  return SECRET_WORDS.test(inSnakeCase(name));
}

/** Whether a variable of this name carries a secret, such as `SMTP_PASSWORD` or `OAUTH_CLIENT_SECRET`. */
export function isSecretVariable(name: string): boolean {
  const snake = inSnakeCase(name);
  return isSecretName(name) || (SECRET_VARIABLE.test(snake) && !ABOUT_SECRETS.test(snake));
}

function inSnakeCase(name: string): string {
  return name.replaceAll(/([a-z0-9])([A-Z])/g, "$1_$2");
}
