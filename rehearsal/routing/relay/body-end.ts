import type { Framing } from "./answer-head.ts";

/** Follows a body to its end. */
export interface BodyEnd {
  /** How many of these bytes belong to the body; `isOver` once it has come to its end. Throws RangeError for a broken one. */
  take(chunk: Buffer): number;
  readonly isOver: boolean;
}

/** What finds the end of a body that is framed so. */
export function bodyEnd(framing: Framing): BodyEnd {
  switch (framing.kind) {
    case "chunked":
      return new ChunkedEnd();
    case "length":
      return lengthEnd(framing.bytes);
    case "none":
      return lengthEnd(0);
    case "close":
      return { isOver: false, take: (chunk) => chunk.length };
  }
}

function lengthEnd(bytes: number): BodyEnd {
  let left = bytes;
  return {
    get isOver() {
      return left === 0;
    },
    take(chunk) {
      const taken = Math.min(left, chunk.length);
      left -= taken;
      return taken;
    },
  };
}

const LF = 10;
const LONGEST_LINE = 8 * 1024;

/** The chunked coding (RFC 9112, section 7.1), whose bytes go on as they are. */
class ChunkedEnd implements BodyEnd {
  isOver = false;
  #next: "size" | "data" | "end of data" | "trailer" = "size";
  #dataLeft = 0;
  #line = "";

  take(chunk: Buffer): number {
    let at = 0;
    while (at < chunk.length && !this.isOver) {
      at = this.#next === "data" ? this.#skipData(chunk, at) : this.#readLine(chunk, at);
    }
    return at;
  }

  #skipData(chunk: Buffer, from: number): number {
    const taken = Math.min(this.#dataLeft, chunk.length - from);
    this.#dataLeft -= taken;
    if (this.#dataLeft === 0) this.#next = "end of data";
    return from + taken;
  }

  #readLine(chunk: Buffer, from: number): number {
    const lineEnd = chunk.indexOf(LF, from);
    const end = lineEnd === -1 ? chunk.length : lineEnd + 1;
    const line = this.#line + chunk.toString("latin1", from, end);
    if (line.length > LONGEST_LINE) throw new RangeError("a line of the chunked coding is too long");
    this.#line = lineEnd === -1 ? line : "";
    if (lineEnd !== -1) this.#endLine(line);
    return end;
  }

  #endLine(line: string): void {
    if (!line.endsWith("\r\n")) throw new RangeError("a line of the chunked coding ends without CR");
    switch (this.#next) {
      case "size":
        this.#begin(line);
        break;
      case "end of data":
        if (line !== "\r\n") throw new RangeError("a chunk is longer than it says");
        this.#next = "size";
        break;
      default:
        this.isOver = line === "\r\n";
    }
  }

  #begin(line: string): void {
    const [, digits] = /^([0-9a-f]{1,12})(?:[ \t]*;.*)?\r\n$/i.exec(line) ?? [];
    if (digits === undefined) throw new RangeError("a chunk without a size");
    this.#dataLeft = Number.parseInt(digits, 16);
    this.#next = this.#dataLeft === 0 ? "trailer" : "data";
  }
}
