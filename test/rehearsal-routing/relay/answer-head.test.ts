import assert from "node:assert/strict";
import { readAnswerHead } from "../../../rehearsal/routing/relay/answer-head.ts";

const read = (lines: string[], isHeadRequest = false) =>
  readAnswerHead(["HTTP/1.1 200 OK", ...lines].join("\r\n"), isHeadRequest);

describe("the head of an answer", () => {
  it("goes on as it is, without what concerns the connection", () => {
    const head = read(["X-Own: a", "Connection: keep-alive", "Keep-Alive: timeout=72", "content-length: 3"]);
    assert.deepEqual(head, {
      ...{ status: 200, text: "HTTP/1.1 200 OK\r\nX-Own: a\r\ncontent-length: 3\r\n" },
      ...{ framing: { kind: "length", bytes: 3 }, keepAliveMs: 60_000 },
    });
  });

  it("tells how long the connection may be used again", () => {
    assert.equal(read(["content-length: 0"])?.keepAliveMs, 4_000);
    assert.equal(read(["content-length: 0", "keep-alive: timeout=5"])?.keepAliveMs, 4_000);
    assert.equal(read(["content-length: 0", "Connection: Close"])?.keepAliveMs, 0);
    assert.equal(read([])?.keepAliveMs, 0);
  });

  it("tells how the body ends", () => {
    assert.equal(read(["Transfer-Encoding: chunked"])?.framing.kind, "chunked");
    assert.equal(read([])?.framing.kind, "close");
    assert.equal(read(["content-length: 9"], true)?.framing.kind, "none");
    for (const status of [204, 304]) {
      assert.equal(readAnswerHead(`HTTP/1.1 ${status} X\r\ncontent-length: 9`, false)?.framing.kind, "none");
    }
  });

  it("says a length that was said twice once", () => {
    assert.equal(read(["content-length: 3", "Content-Length: 3"])?.text.match(/content-length/gi)?.length, 1);
  });

  const malformed: [string, string[]][] = [
    ["a length and chunks", ["content-length: 3", "transfer-encoding: chunked"]],
    ["chunks and a length", ["transfer-encoding: chunked", "content-length: 3"]],
    ["two lengths", ["content-length: 3", "content-length: 4"]],
    ["a length that is no number", ["content-length: 3,3"]],
    ["a coding that is not known", ["transfer-encoding: gzip, chunked"]],
    ["a line that continues another", [" folded"]],
    ["a bare line feed", ["x: 1\ny: 2"]],
    ["a space before the colon", ["x : 1"]],
  ];
  for (const [title, lines] of malformed) {
    it(`is malformed with ${title}`, () => assert.equal(read(lines), undefined));
  }

  for (const line of ["HTTP/1.0 200 OK", "HTTP/1.1 20 OK", "HTTP/2 200", "nonsense", ""]) {
    it(`is malformed that begins with "${line}"`, () => assert.equal(readAnswerHead(line, false), undefined));
  }
});
