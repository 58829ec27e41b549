import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type EndpointExpectation, endpoint } from "../../validation/checks/endpoint.ts";
import { httpContract } from "../../validation/contracts/http.ts";
import { backendWith } from "../settings/staging-settings.ts";
import { checkContext, resultOf } from "./check-context.ts";

const ANSWERS: Record<string, [status: number, type: string, body: string]> = {
  "GET /docs": [200, "text/html; charset=utf-8", "<title>Swagger UI</title>"],
  "GET /openapi.json": [200, "application/json", '{"openapi":"3.1.0","info":{"version":1},"paths":[]}'],
  "POST /items": [422, "application/json", '{"detail":"password=planted-secret-value"}'],
};

describe("the check of an endpoint", () => {
  let server: Server;
  let url: string;

  before(async () => {
    server = createServer((request, response) => {
      const [status, type, body] = ANSWERS[`${request.method} ${request.url}`] ?? [404, "text/plain", "none"];
      response.writeHead(status, { "content-type": type, "set-cookie": "session=planted-cookie" }).end(body);
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => server.close());

  const asked = (expectation: EndpointExpectation) => resultOf(endpoint(expectation), checkContext(url));

  it("passes for what settings alone can expect of a program that is not ours", async () => {
    const docs = await asked({ method: "GET", path: "/docs", contentType: "text/html", contains: "Swagger" });
    assert.deepEqual([docs.verdict, docs.attempts, docs.id], ["pass", 1, "endpoint-get-docs"]);
    const values = { openapi: "3.1.0", "info.version": 1 };
    const json = await asked({ method: "GET", path: "/openapi.json", json: { openapi: "string" }, values });
    assert.equal(json.verdict, "pass", json.reason);
    const refused = await asked({ method: "POST", path: "/items", status: [422], body: "{}" });
    assert.equal(refused.verdict, "pass", refused.reason);
  });

  it("names everything that is not as expected", async () => {
    const { verdict, reason, attempts } = await asked({
      ...{ method: "GET", path: "/openapi.json", contentType: "text/html", contains: "swagger" },
      ...{ json: { paths: "object" }, values: { "info.title": "Netra" }, headers: { "x-frame-options": "" } },
    });
    assert.deepEqual([verdict, attempts], ["fail", 2]);
    assert.equal(
      reason,
      "header content-type: expected text/html; found application/json; " +
        "header x-frame-options: expected the header; found no such header; " +
        'body: expected a text with "swagger"; found 51 characters without; ' +
        "body.paths: expected object; found array; " +
        'body.info.title: expected "Netra"; found nothing',
    );
  });

  it("does not look into the body of a wrong status", async () => {
    const { findings } = await asked({ method: "GET", path: "/gone", contains: "x" });
    assert.deepEqual(findings, [{ path: "status", expected: "200", actual: "HTTP 404" }]);
  });

  it("shows an excerpt of the exchange without cookies and secrets", async () => {
    const text = JSON.stringify(await asked({ method: "POST", path: "/items", status: [422], body: "{}" }));
    assert.match(text, /"status":422/);
    assert.doesNotMatch(text, /planted/);
  });

  it("fails with the reason where there is no answer", async () => {
    const result = await resultOf(endpoint({ method: "GET", path: "/" }), checkContext("http://127.0.0.1:1"));
    assert.match(result.reason, /^status: expected 200; found no answer: .*(ECONNREFUSED|bad port)/);
  });

  it("is made for the health path alone where the settings name nothing, and for what they name beside it", () => {
    const endpointsOf = (validation: object) =>
      httpContract(backendWith({ validation }))
        .filter(({ group }) => group === "endpoints")
        .map(({ title }) => title);
    assert.deepEqual(endpointsOf({}), ["GET /health"]);
    const endpoints = { "GET /docs": {}, "GET /health": { status: [204] } };
    assert.deepEqual(endpointsOf({ endpoints }), ["GET /docs", "GET /health"]);
  });
});
