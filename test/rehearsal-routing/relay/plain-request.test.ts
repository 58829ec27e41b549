import assert from "node:assert/strict";
import { readPlainRequest } from "../../../rehearsal/routing/relay/plain-request.ts";

const read = (text: string) => readPlainRequest(Buffer.from(text, "latin1"));
const request = (...lines: string[]) =>
  `${["GET /a?b=c HTTP/1.1", "Host: h", ...lines].join("\r\n")}\r\n\r\n`;

describe("a plain request", () => {
  it("is read whole", () => {
    assert.deepEqual(read(request("X-Own:  two words \t", "Cookie: a=1", "Connection: Keep-Alive")), {
      ...{ method: "GET", target: "/a?b=c", body: Buffer.alloc(0) },
      rawHeaders: ["Host", "h", "X-Own", "two words", "Cookie", "a=1", "Connection", "Keep-Alive"],
    });
  });

  it("may have a body of a stated length", () => {
    const text = "POST / HTTP/1.1\r\nhost: h\r\ncontent-length: 4\r\n\r\nbody";
    assert.equal(read(text)?.body.toString(), "body");
    assert.equal(read("POST / HTTP/1.1\r\nhost: h\r\ncontent-length: 0\r\n\r\n")?.body.length, 0);
  });

  const others: [string, string][] = [
    ["one that has not come whole", "GET / HTTP/1.1\r\nHost: h\r\n"],
    ["a body that has not come whole", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nbody"],
    ["two at once", `${request()}${request()}`],
    ["HTTP/1.0", "GET / HTTP/1.0\r\nHost: h\r\n\r\n"],
    ["another protocol", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"],
    ["CONNECT", "CONNECT h:1 HTTP/1.1\r\nHost: h\r\n\r\n"],
    ["a full address", "GET http://h/ HTTP/1.1\r\nHost: h\r\n\r\n"],
    ["no host", "GET / HTTP/1.1\r\nX: 1\r\n\r\n"],
    ["two hosts", request("Host: other")],
    ["an upgrade", request("Connection: Upgrade", "Upgrade: websocket")],
    ["a last request", request("Connection: close")],
    ["a chunked body", request("Transfer-Encoding: chunked")],
    ["a length and a chunked body", request("Content-Length: 0", "Transfer-Encoding: chunked")],
    ["two lengths", request("Content-Length: 0", "Content-Length: 0")],
    ["a length that is no number", request("Content-Length: +0")],
    ["a wish to be asked for the body", request("Expect: 100-continue")],
    ["a line that continues another", request(" folded")],
    ["a space before the colon", request("X-Own : 1")],
    ["a line without a name", request(": 1")],
    ["a bare line feed in a value", request("X-Own: 1\nX-Other: 2")],
    ["a NUL in a value", request("X-Own: a\0b")],
    ["a space in the target", "GET /a b HTTP/1.1\r\nHost: h\r\n\r\n"],
  ];
  for (const [title, text] of others) {
    it(`is not ${title}`, () => assert.equal(read(text), undefined));
  }
});
