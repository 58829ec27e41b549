/** Headers of one connection, never passed on (RFC 9110, section 7.6.1). */
const HOP_BY_HOP = new Set([
  "connection",
  "expect",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

const OWN = new Set(["forwarded", "x-forwarded-for", "x-forwarded-proto", "x-cloud-trace-context"]);

/** What an instance is told of the client. */
export interface ClientFacts {
  address: string;
  forwardedFor: string | undefined;
  trace: string;
}

/**
 * The request's headers as an instance gets them, flat (name, value, …): those of the connection left out, the client and
 * trace added as Cloud Run does.
 */
export function forwardedHeaders(rawHeaders: readonly string[], client: ClientFacts): string[] {
  const headers = passedOn(rawHeaders, (name) => OWN.has(name));
  const chain = client.forwardedFor ? `${client.forwardedFor}, ${client.address}` : client.address;
  headers.push("x-forwarded-for", chain, "x-forwarded-proto", "http");
  headers.push("forwarded", `for="${client.address}";proto=http`, "x-cloud-trace-context", client.trace);
  return headers;
}

/** A response's headers as the client gets them. */
export function returnedHeaders(
  headers: Record<string, string | string[] | undefined>,
): Record<string, string | string[]> {
  const returned: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined && !HOP_BY_HOP.has(name)) returned[name] = value;
  }
  return returned;
}

function passedOn(rawHeaders: readonly string[], drop: (name: string) => boolean): string[] {
  const kept: string[] = [];
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] as string;
    const lower = name.toLowerCase();
    if (!HOP_BY_HOP.has(lower) && !drop(lower)) kept.push(name, rawHeaders[index + 1] as string);
  }
  return kept;
}
