/**
 * How a log is written down. `json`: an array as of `gcloud logging read --format=json`, or objects that span lines; `lines`:
 * an entry per line, JSON or plain text; `yaml`: what `gcloud logging read` prints by default.
 */
export type LogForm = "json" | "lines" | "yaml";

/**
 * Keys that an entry in YAML may begin with: gcloud sorts them.
 * https://cloud.google.com/logging/docs/reference/v2/rest/v2/LogEntry
 */
const FIRST_KEY =
  /^(?:apphub|apphubDestination|apphubSource|errorGroups|httpRequest|insertId|jsonPayload|labels|logName|metadata|operation|otel|protoPayload|receiveTimestamp|resource|severity|sourceLocation|spanId|split|textPayload|timestamp|trace|traceSampled):(?:\s|$)/;
/** Some of those are words that a plain line may begin with as well; these are not. */
const ENTRY_KEY =
  /^(?:errorGroups|httpRequest|insertId|jsonPayload|logName|protoPayload|receiveTimestamp|sourceLocation|spanId|textPayload|traceSampled):(?:\s|$)/m;

/** What the beginning of a log gives away. */
export function formOf(beginning: string): LogForm {
  const text = beginning.trimStart();
  if (/^\[\s*(?:\{\s*"|\]|$)/.test(text) || /^\{\s*?\n/.test(text)) return "json";
  const [document = ""] = text.replace(/^---\s*\n/, "").split(/^---\s*$/m);
  return FIRST_KEY.test(document) && ENTRY_KEY.test(document) ? "yaml" : "lines";
}
