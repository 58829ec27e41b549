import { nameEnd } from "./header-line.ts";

/** A request that came whole in one piece, and asks for nothing but its answer. */
export interface PlainRequest {
  method: string;
  /** Path and query. */
  target: string;
  /** Flat: name, value, … */
  rawHeaders: string[];
  /** Empty where there is none. */
  body: Buffer;
}

const LONGEST_BYTES = 32 * 1024;
const REQUEST_LINE = /^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) (\/[\x21-\x7e]*) HTTP\/1\.1$/;
const BLANK_LINE = "\r\n\r\n";

/**
 * Reads what most requests are: HTTP/1.1, whole, kept alive, with a body of a stated length or none. Everything else (`undefined`)
 * is Node's own server's to judge: pieces, pipelines, chunked bodies, upgrades, and whatever breaks a rule (RFC 9112).
 */
export function readPlainRequest(bytes: Buffer): PlainRequest | undefined {
  if (bytes.length > LONGEST_BYTES) return undefined;
  const headEnd = bytes.indexOf(BLANK_LINE);
  if (headEnd === -1) return undefined;
  const [first = "", ...lines] = bytes.toString("latin1", 0, headEnd).split("\r\n");
  const [, method, target] = REQUEST_LINE.exec(first) ?? [];
  if (method === undefined || target === undefined) return undefined;
  const rawHeaders = plainHeaders(lines);
  if (!rawHeaders) return undefined;
  const body = bytes.subarray(headEnd + BLANK_LINE.length);
  if (body.length !== (statedLength(rawHeaders) ?? 0)) return undefined;
  return { method, target, rawHeaders, body };
}

/** The headers, or undefined where one of them asks for more than a plain answer. */
function plainHeaders(lines: readonly string[]): string[] | undefined {
  const headers: string[] = [];
  let hosts = 0;
  let lengths = 0;
  for (const line of lines) {
    const colon = nameEnd(line);
    if (colon === -1) return undefined;
    const name = line.slice(0, colon);
    const value = line.slice(colon + 1).trim();
    // Told by their length first: lower-casing every name would cost more than all the rest.
    if (name.length === 4 && name.toLowerCase() === "host") hosts += 1;
    else if (name.length === 14 && name.toLowerCase() === "content-length") lengths += 1;
    else if (!isPlain(name, value)) return undefined;
    headers.push(name, value);
  }
  return hosts === 1 && lengths <= 1 ? headers : undefined;
}

function isPlain(name: string, value: string): boolean {
  switch (name.length) {
    case 6:
      return name.toLowerCase() !== "expect";
    case 7:
      return !/^(?:upgrade|trailer)$/i.test(name);
    case 10:
      return name.toLowerCase() !== "connection" || value.toLowerCase() === "keep-alive";
    case 17:
      return name.toLowerCase() !== "transfer-encoding";
    default:
      return true;
  }
}

/** NaN, which equals nothing, where it is no whole number. */
function statedLength(rawHeaders: readonly string[]): number | undefined {
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] as string;
    if (name.length !== 14 || name.toLowerCase() !== "content-length") continue;
    const value = rawHeaders[index + 1] as string;
    return /^\d{1,15}$/.test(value) ? Number(value) : Number.NaN;
  }
  return undefined;
}
