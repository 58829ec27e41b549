/** What the router itself reads of a request's headers, and those that an instance gets. */
export interface RequestHead {
  /** Flat (name, value, …): without those of the connection and those that the router writes itself. */
  passedOn: string[];
  host: string;
  authorization: string | undefined;
  cookie: string | undefined;
  userAgent: string | undefined;
  contentLength: string | undefined;
  /** The addresses that the client gives, comma-separated. */
  forwardedFor: string | undefined;
  trace: string | undefined;
  upgrade: string | undefined;
  hasBody: boolean;
}

/** Headers of one connection, never passed on (RFC 9110, section 7.6.1), and those that the router writes itself. */
const DROPPED = new Set([
  ...["connection", "expect", "keep-alive", "proxy-authenticate", "proxy-authorization", "proxy-connection"],
  ...["te", "trailer", "transfer-encoding", "upgrade"],
  ...["forwarded", "x-forwarded-for", "x-forwarded-proto", "x-cloud-trace-context"],
]);

/** Reads the headers as they came (name, value, …), in one pass. */
export function readRequestHead(rawHeaders: readonly string[]): RequestHead {
  const head: RequestHead = {
    ...{ passedOn: [], host: "", authorization: undefined, cookie: undefined, userAgent: undefined },
    ...{ contentLength: undefined, forwardedFor: undefined, trace: undefined, upgrade: undefined },
    hasBody: false,
  };
  let connection = "";
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] as string;
    const value = rawHeaders[index + 1] as string;
    const lower = lowerCase(name);
    if (!DROPPED.has(lower)) head.passedOn.push(name, value);
    if (lower === "connection") connection = value;
    else note(head, lower, value);
  }
  return namesMore(connection) ? withoutNamed(head, connection) : head;
}

function note(head: RequestHead, name: string, value: string): void {
  switch (name) {
    case "host":
      head.host = value;
      break;
    case "authorization":
      head.authorization = value;
      break;
    case "cookie":
      head.cookie = head.cookie === undefined ? value : `${head.cookie}; ${value}`;
      break;
    case "user-agent":
      head.userAgent = value;
      break;
    case "content-length":
      head.contentLength = value;
      head.hasBody ||= value !== "0";
      break;
    case "transfer-encoding":
      head.hasBody = true;
      break;
    case "x-forwarded-for":
      head.forwardedFor = head.forwardedFor === undefined ? value : `${head.forwardedFor}, ${value}`;
      break;
    case "x-cloud-trace-context":
      head.trace = value;
      break;
    case "upgrade":
      head.upgrade = value;
      break;
  }
}

const MOST_NAMES_KEPT = 1_000;
const lowerCased = new Map<string, string>();

/** The same few names come with every request. */
function lowerCase(name: string): string {
  const known = lowerCased.get(name);
  if (known !== undefined) return known;
  const lower = name.toLowerCase();
  if (lowerCased.size < MOST_NAMES_KEPT) lowerCased.set(name, lower);
  return lower;
}

/** Whether the header `connection` names other headers to drop, as hardly any does. */
function namesMore(connection: string): boolean {
  return connection !== "" && !/^(?:keep-alive|close|upgrade)$/i.test(connection);
}

function withoutNamed(head: RequestHead, connection: string): RequestHead {
  const named = new Set(connection.split(",").map((name) => name.trim().toLowerCase()));
  const passedOn = head.passedOn.filter(
    (_, index, all) => !named.has(lowerCase(all[index - (index % 2)] as string)),
  );
  return { ...head, passedOn };
}
