/**
 * How a log is written down. `json`: an array as of `gcloud logging read --format=json`, or objects that span lines; `lines`:
 * an entry per line, JSON or plain text; `yaml`: what `gcloud logging read` prints by default.
 */
export type LogForm = "json" | "lines" | "yaml";

/** First keys of an entry in YAML: gcloud sorts them. */
const YAML_KEYS =
  /^(?:httpRequest|insertId|jsonPayload|labels|logName|protoPayload|textPayload|receiveTimestamp):/;

/** What the beginning of a log gives away. */
export function formOf(beginning: string): LogForm {
  const text = beginning.trimStart();
  if (/^\[\s*(?:\{\s*"|\]|$)/.test(text) || /^\{\s*?\n/.test(text)) return "json";
  const [first = "", second = ""] = text.split("\n");
  if (YAML_KEYS.test(first) || (/^---\s*$/.test(first) && YAML_KEYS.test(second))) return "yaml";
  return "lines";
}
