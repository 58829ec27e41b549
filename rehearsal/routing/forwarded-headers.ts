/** What an instance is told of the client. */
export interface ClientFacts {
  address: string;
  forwardedFor: string | undefined;
  trace: string;
}

/** Adds to the headers that an instance gets (flat: name, value, …) the client and the trace, as Cloud Run does. */
export function addClientHeaders(headers: string[], { address, forwardedFor, trace }: ClientFacts): string[] {
  headers.push("x-forwarded-for", forwardedFor ? `${forwardedFor}, ${address}` : address);
  headers.push("x-forwarded-proto", "http", "forwarded", `for="${address}";proto=http`);
  headers.push("x-cloud-trace-context", trace);
  return headers;
}

/** Headers of the connection to the instance, which the client does not get (RFC 9110, section 7.6.1). */
const HOP_BY_HOP = new Set([
  ...["connection", "keep-alive", "proxy-authenticate", "proxy-connection"],
  ...["te", "trailer", "transfer-encoding", "upgrade"],
]);

/** A response's headers as the client gets them, flat (name, value, …). */
export function returnedHeaders(headers: Record<string, string | string[] | undefined>): string[] {
  const returned: string[] = [];
  for (const name in headers) {
    const value = headers[name];
    if (value === undefined || HOP_BY_HOP.has(name)) continue;
    if (typeof value === "string") returned.push(name, value);
    else for (const one of value) returned.push(name, one);
  }
  return returned;
}
