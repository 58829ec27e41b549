import { SECRET_PATTERNS } from "./secret-patterns.ts";

/** What stands where a secret stood. */
export const REDACTED = "[redacted]";

/** Takes secrets out of a text. */
export type Redact = (text: string) => string;

/** Shorter ones would tear words apart, and a secret that short is none. */
const SHORTEST_KNOWN = 6;

/**
 * Takes out what looks like a secret ({@link SECRET_PATTERNS}), and the `known` ones wherever they stand, also encoded for an
 * address. Whoever shortens a text redacts it first: half a secret has no looks.
 */
export function createRedact(known: readonly string[] = []): Redact {
  const values = known
    .filter((value) => value.length >= SHORTEST_KNOWN)
    .flatMap((value) => [value, encodeURIComponent(value), Buffer.from(value).toString("base64")])
    .sort((a, b) => b.length - a.length);
  return (text) => {
    let clean = text;
    for (const value of values) clean = clean.replaceAll(value, REDACTED);
    for (const pattern of SECRET_PATTERNS) {
      clean = clean.replace(pattern, (_whole, kept: unknown) =>
        typeof kept === "string" ? `${kept}${REDACTED}` : REDACTED,
      );
    }
    return clean;
  };
}

/** Names under which a value is secret whatever it looks like, as headers and payloads have them. */
const SECRET_NAMES =
  /^(?:(?:proxy-|x-serverless-)?authorization|(?:set-)?cookie|[\w-]*(?:password|passwd|token|api[_-]?key|client[_-]?secret)|jwt|sec-websocket-protocol)$/i;

/** A copy of a JSON value with every string redacted, and whole where its key says that it is secret. */
export function redactAll<T>(value: T, redact: Redact): T {
  return walk(value, redact) as T;
}

function walk(value: unknown, redact: Redact): unknown {
  if (typeof value === "string") return redact(value);
  if (Array.isArray(value)) return value.map((item) => walk(item, redact));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) =>
      typeof item === "string" && SECRET_NAMES.test(key)
        ? [key, REDACTED]
        : [redact(key), walk(item, redact)],
    ),
  );
}
