import assert from "node:assert/strict";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { createRestClient } from "../../release/rest/rest-client.ts";

describe("plain requests to Google's APIs", () => {
  const seen: { method: string; path: string; authorization: string | undefined; body: string }[] = [];
  let answers: { status: number; body: string }[] = [];
  const server = createServer(async (request: IncomingMessage, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const { method = "", url: path = "", headers } = request;
    seen.push({ method, path, authorization: headers.authorization, body });
    const { status, body: text } = answers.shift() ?? { status: 200, body: "{}" };
    response.writeHead(status).end(text);
  });
  let url: string;

  before(async () => {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => server.close());
  beforeEach(() => {
    seen.length = 0;
    answers = [];
  });

  const options = {
    token: async () => "t",
    signal: new AbortController().signal,
    firstPauseMilliseconds: 5,
  };
  const rest = createRestClient(options);

  it("carry the token, send JSON and give JSON", async () => {
    answers = [{ status: 200, body: '{"a":1}' }];
    assert.deepEqual(await rest({ method: "PATCH", url: `${url}/x?y=1`, body: { b: 2 } }), { a: 1 });
    assert.deepEqual(seen, [{ method: "PATCH", path: "/x?y=1", authorization: "Bearer t", body: '{"b":2}' }]);
  });

  it("fail with what Google says", async () => {
    const error = { code: 409, status: "ABORTED", message: "Conflict for resource 'web'." };
    answers = [{ status: 409, body: JSON.stringify({ error }) }];
    await assert.rejects(rest({ method: "GET", url: `${url}/v2/web` }), {
      code: "cloud-refused",
      httpStatus: 409,
      status: "ABORTED",
      exitCode: 6,
      message: "The cloud refused GET /v2/web: HTTP 409 ABORTED",
      evidence: ["Conflict for resource 'web'."],
    });
    assert.equal(seen.length, 1, "a refusal is not repeated");
  });

  it("name the host that answers with something else than JSON", async () => {
    answers = [{ status: 200, body: "<html>sign in</html>" }];
    await assert.rejects(rest({ method: "GET", url }), {
      code: "cloud-unreadable",
      exitCode: 6,
      message: `${new URL(url).host} answered with something that is no JSON.`,
      evidence: ["<html>sign in</html>"],
    });
  });

  it("are repeated while the API is out of breath", async () => {
    answers = [
      { status: 503, body: "<html>" },
      { status: 429, body: "" },
      { status: 200, body: "{}" },
    ];
    assert.deepEqual(await rest({ method: "GET", url }), {});
    assert.equal(seen.length, 3);
  });

  it("name the host that cannot be reached", async () => {
    let tries = 0;
    const closed = createRestClient({
      ...options,
      send: async () => {
        tries += 1;
        throw new Error("connect ECONNREFUSED 127.0.0.1:9");
      },
    });
    await assert.rejects(closed({ method: "GET", url: "http://127.0.0.1:9/v2" }), {
      code: "cloud-unreachable",
      message: "127.0.0.1:9 could not be reached: connect ECONNREFUSED 127.0.0.1:9",
    });
    assert.equal(tries, 5);
  });

  it("end with the reason of the signal", async () => {
    const controller = new AbortController();
    const reason = new Error("Ctrl-C");
    const ended = createRestClient({
      token: async () => {
        controller.abort(reason);
        return "t";
      },
      signal: controller.signal,
    });
    await assert.rejects(ended({ method: "GET", url }), reason);
  });
});
