import assert from "node:assert/strict";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import type { Backend } from "../../rehearsal/routing/routes.ts";
import { RoutedInstances } from "./routed-instances.ts";

describe("the router, asked oddly", () => {
  let instances: RoutedInstances;
  beforeEach(() => {
    instances = new RoutedInstances();
  });
  afterEach(() => instances.close());

  /** What comes back for these bytes, to the end of the connection. */
  async function rawAnswer(uri: string, bytes: string): Promise<string> {
    const socket = connect(Number(new URL(uri).port), "127.0.0.1");
    socket.write(bytes);
    return text(socket);
  }

  for (const [what, bytes] of [
    ["no path", "OPTIONS * HTTP/1.1\r\nhost: a\r\n\r\n"],
    ["two hosts", "GET / HTTP/1.1\r\nhost: a\r\nhost: b\r\n\r\n"],
    ["another protocol's address", "GET ftp://a/ HTTP/1.1\r\nhost: a\r\n\r\n"],
  ] as const) {
    it(`answers what has ${what} with 400, and keeps the instance that was to take it`, async () => {
      const backend = await instances.serve("web-a", (_, response) => response.end("ok"));
      const ended: string[] = [];
      const observed: Backend = {
        ...backend,
        async acquire() {
          const lease = await backend.acquire();
          const note = (end: string) => () => void ended.push(end);
          return { ...lease, release: note("released"), abandon: note("abandoned") };
        },
      };
      const uri = await instances.route(observed);
      assert.match(await rawAnswer(uri, bytes), /^HTTP\/1\.1 400 /);
      assert.deepEqual(ended, ["released"]);
      assert.deepEqual(
        instances.measured.map(({ status }) => status),
        [400],
      );
      assert.equal(await (await fetch(uri)).text(), "ok");
    });
  }

  it("takes no notice of an offer of HTTP/2, and passes the body on", async () => {
    const backend = await instances.serve("web-a", async (request, response) => {
      response.end(`${request.headers.upgrade ?? "plain"}: ${await text(request)}`);
    });
    const uri = await instances.route(backend);
    const head = "connection: upgrade, http2-settings, close\r\nupgrade: h2c\r\nhttp2-settings: AAMAAABk";
    const bytes = `POST / HTTP/1.1\r\nhost: a\r\n${head}\r\ncontent-length: 5\r\n\r\nhello`;
    assert.match(await rawAnswer(uri, bytes), /^HTTP\/1\.1 200 .*plain: hello/s);
  });

  it("gives the answer of an instance that does not want to read the whole body", async () => {
    const backend = await instances.serve("web-a", (_, response) => {
      response.writeHead(413, { connection: "close" }).end("too large");
    });
    const uri = await instances.route(backend);
    const answer = await fetch(uri, { method: "POST", body: Buffer.alloc(5_000_000) });
    assert.deepEqual([answer.status, await answer.text()], [413, "too large"]);
  });
});
