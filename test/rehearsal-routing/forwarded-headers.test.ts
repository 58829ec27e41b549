import assert from "node:assert/strict";
import { forwardedHeaders, returnedHeaders } from "../../rehearsal/routing/forwarded-headers.ts";
import { traceContext } from "../../rehearsal/routing/trace-context.ts";

describe("the headers of a request", () => {
  it("lose those of the connection and gain the client and the trace", () => {
    const raw = [
      "Host",
      "h",
      "Connection",
      "keep-alive",
      "Transfer-Encoding",
      "chunked",
      "X-Own",
      "1",
      "X-Own",
      "2",
    ];
    const client = { address: "127.0.0.1", forwardedFor: undefined, trace: "t" };
    assert.deepEqual(forwardedHeaders(raw, client), [
      ...["Host", "h", "X-Own", "1", "X-Own", "2"],
      ...["x-forwarded-for", "127.0.0.1", "x-forwarded-proto", "http"],
      ...["forwarded", 'for="127.0.0.1";proto=http', "x-cloud-trace-context", "t"],
    ]);
  });

  it("keep the chain of clients before", () => {
    const client = { address: "127.0.0.1", forwardedFor: "10.0.0.1", trace: "t" };
    const headers = forwardedHeaders(["X-Forwarded-For", "10.0.0.1"], client);
    assert.deepEqual(headers.slice(0, 2), ["x-forwarded-for", "10.0.0.1, 127.0.0.1"]);
  });

  it("of an answer lose those of the connection", () => {
    const headers = { "content-type": "a", connection: "close", "keep-alive": "timeout=5" };
    assert.deepEqual(returnedHeaders(headers), { "content-type": "a" });
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
