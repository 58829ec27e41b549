/** What a request asks of every method alike: https://cloud.google.com/apis/docs/system-parameters */
export interface SystemParameters {
  /** Partial response: which fields to answer with. */
  fields: string | undefined;
  /** Indented JSON, as Google answers unless asked otherwise. */
  prettyPrint: boolean;
  /** Enum values as numbers (`$alt=json;enum-encoding=int`), as Google's own REST clients ask. */
  enumsAsIntegers: boolean;
}

/** Known to every Google API; the rehearsal takes but does not use those not in {@link SystemParameters}. */
const NAMES = new Set(
  [
    "access_token",
    "alt",
    "callback",
    "fields",
    "key",
    "oauth_token",
    "prettyPrint",
    "quotaUser",
    "uploadType",
  ]
    .concat(["upload_protocol", ".xgafv", "userProject", "apiVersion"])
    .flatMap((name) => [name, `$${name}`]),
);

/** Whether a query parameter is meant for the front end, not for the method. */
export function isSystemParameter(name: string): boolean {
  return NAMES.has(name);
}

export function systemParameters(query: URLSearchParams): SystemParameters {
  const given = (name: string) => query.get(`$${name}`) ?? query.get(name) ?? undefined;
  return {
    fields: given("fields"),
    prettyPrint: given("prettyPrint") !== "false",
    enumsAsIntegers: given("alt")?.includes("enum-encoding=int") ?? false,
  };
}
