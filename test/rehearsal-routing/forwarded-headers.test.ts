import assert from "node:assert/strict";
import { addClientHeaders, returnedHeaders } from "../../rehearsal/routing/forwarded-headers.ts";
import { readRequestHead } from "../../rehearsal/routing/request-head.ts";
import { traceContext } from "../../rehearsal/routing/trace-context.ts";

describe("the headers of a request", () => {
  it("lose those of the connection, however they are written", () => {
    const raw = ["Host", "h", "Connection", "keep-alive", "Transfer-Encoding", "chunked", "TE", "trailers"];
    const { passedOn, host, hasBody } = readRequestHead([...raw, "X-Own", "1", "x-own", "2"]);
    assert.deepEqual([passedOn, host, hasBody], [["Host", "h", "X-Own", "1", "x-own", "2"], "h", true]);
  });

  it("lose those that the connection names", () => {
    const raw = ["Connection", "close, X-Hop", "X-Hop", "1", "X-Own", "2"];
    assert.deepEqual(readRequestHead(raw).passedOn, ["X-Own", "2"]);
  });

  it("gain the client and the trace", () => {
    const client = { address: "127.0.0.1", forwardedFor: undefined, trace: "t" };
    assert.deepEqual(addClientHeaders(["Host", "h"], client), [
      ...["Host", "h", "x-forwarded-for", "127.0.0.1", "x-forwarded-proto", "http"],
      ...["forwarded", 'for="127.0.0.1";proto=http', "x-cloud-trace-context", "t"],
    ]);
  });

  it("keep the chain of clients before", () => {
    const { passedOn, forwardedFor } = readRequestHead([
      "X-Forwarded-For",
      "10.0.0.1",
      "X-Forwarded-For",
      "b",
    ]);
    const headers = addClientHeaders(passedOn, { address: "127.0.0.1", forwardedFor, trace: "t" });
    assert.deepEqual(headers.slice(0, 2), ["x-forwarded-for", "10.0.0.1, b, 127.0.0.1"]);
  });

  it("say whether a body follows", () => {
    assert.equal(readRequestHead(["Content-Length", "0"]).hasBody, false);
    assert.equal(readRequestHead(["Content-Length", "5"]).hasBody, true);
    assert.equal(readRequestHead([]).hasBody, false);
  });

  it("of an answer lose those of the connection", () => {
    const headers = { "content-type": "a", connection: "close", "set-cookie": ["a=1", "b=2"] };
    assert.deepEqual(returnedHeaders(headers), [
      ...["content-type", "a", "set-cookie", "a=1", "set-cookie", "b=2"],
    ]);
  });
});

describe("the trace of a request", () => {
  it("is the caller's where one is given", () => {
    const header = `${"a".repeat(32)}/12;o=1`;
    assert.deepEqual(traceContext(header), { traceId: "a".repeat(32), header });
  });

  for (const given of [undefined, "nonsense", "abc/1"]) {
    it(`is a new one for ${given}`, () => {
      const { traceId, header } = traceContext(given);
      assert.match(traceId, /^[0-9a-f]{32}$/);
      assert.match(header, new RegExp(`^${traceId}/\\d+;o=0$`));
    });
  }
});
