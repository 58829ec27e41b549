import { nameEnd } from "./header-line.ts";

/** How the end of an answer's body is known (RFC 9112, section 6.3). */
export type Framing = { kind: "none" | "chunked" | "close" } | { kind: "length"; bytes: number };

/** The head of an instance's answer. */
export interface AnswerHead {
  status: number;
  /** Status line and headers as the client gets them: those of the connection left out, each line ended. */
  text: string;
  framing: Framing;
  /** For how long the connection may be used again; 0: not at all. */
  keepAliveMs: number;
}

const STATUS_LINE = /^HTTP\/1\.1 ([1-9]\d\d)(?: [\t\x20-\x7e\x80-\xff]*)?$/;
/** An instance that says nothing of it keeps a connection at least this long: Node's own five seconds, less one. */
const KEEP_ALIVE_MS = 4_000;
const LONGEST_KEEP_ALIVE_MS = 60_000;

/**
 * Reads the head of an answer, without the blank line at its end. `undefined` where it is malformed or lies about its length: then
 * nothing of it may reach the client.
 */
export function readAnswerHead(text: string, isHeadRequest: boolean): AnswerHead | undefined {
  const lines = text.split("\r\n");
  const statusLine = lines[0] as string;
  const [, digits] = STATUS_LINE.exec(statusLine) ?? [];
  if (digits === undefined) return undefined;
  const status = Number(digits);
  const facts = { length: "", isChunked: false, closes: false, keepAliveMs: KEEP_ALIVE_MS };
  let kept = `${statusLine}\r\n`;
  for (let index = 1; index < lines.length; index += 1) {
    const line = lines[index] as string;
    const colon = nameEnd(line);
    if (colon === -1) return undefined;
    const verdict = note(facts, line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim());
    if (verdict === "malformed") return undefined;
    if (verdict === "kept") kept += `${line}\r\n`;
  }
  const framing = framingOf(facts, status, isHeadRequest);
  const keepAliveMs = facts.closes || framing.kind === "close" ? 0 : facts.keepAliveMs;
  return { status, text: kept, framing, keepAliveMs };
}

interface Facts {
  length: string;
  isChunked: boolean;
  closes: boolean;
  keepAliveMs: number;
}

function note(facts: Facts, name: string, value: string): "kept" | "dropped" | "malformed" {
  switch (name) {
    case "connection":
      facts.closes ||= /\bclose\b/i.test(value);
      return "dropped";
    case "keep-alive": {
      const [, seconds] = /timeout=(\d+)/.exec(value) ?? [];
      // A second less than the instance says: it must not close what is just being used again.
      if (seconds) facts.keepAliveMs = Math.min((Number(seconds) - 1) * 1000, LONGEST_KEEP_ALIVE_MS);
      return "dropped";
    }
    case "proxy-connection":
    case "upgrade":
      return "dropped";
    case "content-length":
      if (!/^\d{1,15}$/.test(value) || facts.isChunked || (facts.length && facts.length !== value)) {
        return "malformed";
      }
      if (facts.length) return "dropped";
      facts.length = value;
      return "kept";
    case "transfer-encoding":
      if (value.toLowerCase() !== "chunked" || facts.length || facts.isChunked) return "malformed";
      facts.isChunked = true;
      return "kept";
    default:
      return "kept";
  }
}

function framingOf({ length, isChunked }: Facts, status: number, isHeadRequest: boolean): Framing {
  if (isHeadRequest || status < 200 || status === 204 || status === 304) return { kind: "none" };
  if (isChunked) return { kind: "chunked" };
  return length ? { kind: "length", bytes: Number(length) } : { kind: "close" };
}
