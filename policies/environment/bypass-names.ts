const GUARDS =
  "(VALIDATION|VALIDATE|AUTH|AUTHENTICATION|AUTHORIZATION|SECURITY|TLS|SSL|CHECK|CHECKS|VERIFY|VERIFICATION|UNAUTHENTICATED|INSECURE|JWT|STARTUP|CSRF)";
const VERBS = "(BYPASS|SKIP|DISABLE|DISABLED|IGNORE|NO|WITHOUT|TURN_OFF)";
/** What must not be let in; a team that counts anonymous use lets nobody in by it. */
const UNWANTED =
  "(UNAUTHENTICATED|INSECURE|ANONYMOUS(?!_(USAGE|STATS|STATISTICS|TELEMETRY|ANALYTICS|METRICS)))";
const BYPASSES = [
  new RegExp(`(^|_)${VERBS}_(\\w+_)?${GUARDS}(_|$)`),
  new RegExp(`(^|_)${GUARDS}_(\\w+_)?(BYPASS|SKIP|DISABLED|OFF)(_|$)`),
  new RegExp(`(^|_)ALLOW_(\\w+_)?${UNWANTED}(_|$)`),
  new RegExp(`(^|_)ALLOW_(INVALID|EXPIRED|UNSIGNED|UNVERIFIED|SELF_SIGNED)_(\\w+_)?${GUARDS}(_|$)`),
  /(^|_)(BYPASS|INSECURE)(_|$)/,
];

/** A check is a guard where it is of what the service needs; a spelling check is none. */
const CHECKS = "(STARTUP|HEALTH|DEPENDENCY|DEPENDENCIES|SERVICE|SECURITY|AUTH|TLS|SSL|JWT)_CHECKS?";
const SWITCHED = `(VALIDATION|VALIDATE|AUTH|AUTHENTICATION|AUTHORIZATION|SECURITY|TLS|SSL|VERIFY|VERIFICATION|CSRF|${CHECKS})`;
const SWITCHES = [
  new RegExp(`(^|_)${SWITCHED}$`),
  /(^|_)(ENABLE|REQUIRE|VERIFY)_(\w+_)?JWT$/,
  new RegExp(`(^|_)(${SWITCHED}|JWT)_(ENABLED|REQUIRED|ENFORCED)$`),
  /(^|_)NODE_TLS_REJECT_UNAUTHORIZED$/,
];
/** One way of logging in among others, or what a user gives: without it nobody gets in who should not. */
const OPTIONAL =
  /(^|_)(GOOGLE|GITHUB|GITLAB|FACEBOOK|APPLE|MICROSOFT|AZURE|OKTA|OIDC|OAUTH2?|SAML|LDAP|SOCIAL|BASIC|ANONYMOUS|GUEST|PASSWORD|EMAIL|PHONE|SMS)_(AUTH|AUTHENTICATION|VALIDATION|VERIFICATION|VERIFY)(_|$)/;
/**
 * A store in the service's own network has no TLS by default, and one behind Cloud SQL's socket needs none:
 * https://cloud.google.com/memorystore/docs/redis/about-in-transit-encryption
 */
const STORE_TLS =
  /(^|_)(REDIS|VALKEY|MEMCACHED?|CACHE|DATABASE|DB|SQL|MYSQL|PG|POSTGRES(QL)?|CLICKHOUSE)_((USE|ENABLE)_)?(TLS|SSL)(_ENABLED|_REQUIRED)?$/;
const NEGATED = new RegExp(`(^|_)(${VERBS}|ALLOW)_`);
/** What is written to the log lets nobody past a check. */
const ABOUT_LOGS = /_(LOGS?|LOGGING)$/;
const OFF = ["", "0", "false", "no", "off", "n", "f", "none", "disable", "disabled"];

/**
 * Whether a variable or flag of that name in capitals, such as `SKIP_AUTH` or `AUTH_ENABLED`, switches a check off by that value:
 * a way round one that is on, or a check's own switch that is off.
 */
export function switchesCheckOff(name: string, value: string): boolean {
  if (ABOUT_LOGS.test(name)) return false;
  const isOff = OFF.includes(value.toLowerCase());
  return isOff ? isSwitch(name) : BYPASSES.some((pattern) => pattern.test(name));
}

function isSwitch(name: string): boolean {
  if ([NEGATED, OPTIONAL, STORE_TLS, ...BYPASSES].some((pattern) => pattern.test(name))) return false;
  return SWITCHES.some((pattern) => pattern.test(name));
}
