import assert from "node:assert/strict";
import { setTimeout } from "node:timers/promises";
import { exchangeBytes, RouterBench, until } from "../router-bench.ts";

const GET = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";
const plain = (body: string) => `HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n${body}`;

describe("the relay of plain requests", () => {
  let bench: RouterBench;

  beforeEach(() => {
    bench = new RouterBench();
  });
  afterEach(() => bench.close());

  /** An instance that answers each piece of a request with these bytes. */
  const answering = async (...answers: string[]) => {
    let asked = 0;
    const backend = await bench.serveRaw("web-1", (socket) =>
      socket.on("data", () => socket.write(answers[asked++] ?? "", "latin1")),
    );
    return bench.route(backend);
  };

  it("uses one connection to the instance for request after request", async () => {
    const uri = await answering(plain("a"), plain("b"));
    assert.equal(await (await fetch(uri)).text(), "a");
    assert.equal(await (await fetch(uri)).text(), "b");
    assert.equal(bench.connectionCount, 1);
    assert.equal(bench.leased, 0);
  });

  it("tells which revision answered", async () => {
    const uri = await answering(plain("a"));
    assert.equal((await fetch(uri)).headers.get("x-rehearsal-revision"), "web-1");
  });

  it("answers requests that come ahead of the answers one after the other, in their order", async () => {
    const backend = await bench.serve("web-1", async ({ url }, response) => {
      if (url === "/1") await setTimeout(30);
      response.end(`<${url}>`);
    });
    const uri = await bench.route(backend);
    const get = (path: string) => `GET ${path} HTTP/1.1\r\nHost: h\r\n\r\n`;
    const together = await exchangeBytes(uri, get("/1") + get("/2"), (text) => text.includes("</2>"));
    assert.match(together, /<\/1>[\s\S]*<\/2>/);
  });

  it("answers what follows a plain request and is not plain", async () => {
    const backend = await bench.serve("web-1", async (request, response) => {
      let body = "";
      for await (const chunk of request) body += chunk;
      response.end(`<${request.method}${body}>`);
    });
    const uri = await bench.route(backend);
    const chunked = "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\n\r\n";
    const first = await exchangeBytes(uri, GET + chunked, (text) => text.includes("<POSTab>"));
    assert.match(first, /<GET>[\s\S]*<POSTab>/);
    const pieces = await exchangeBytes(uri, [GET.slice(0, 20), GET.slice(20)], (text) =>
      text.includes("<GET>"),
    );
    assert.match(pieces, /^HTTP\/1\.1 200 OK/);
  });

  it("passes chunks and their end on as they come, and keeps the connection", async () => {
    const head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    const uri = await answering(`${head}3\r\nabc\r\n0\r\nX-Sum: 1\r\n\r\n`, plain("next"));
    assert.equal(await (await fetch(uri)).text(), "abc");
    assert.equal(await (await fetch(uri)).text(), "next");
    assert.equal(bench.connectionCount, 1);
  });

  it("takes an answer that ends with its connection", async () => {
    const backend = await bench.serveRaw("web-1", (socket) =>
      socket.once("data", () => socket.end("HTTP/1.1 200 OK\r\n\r\nall of it")),
    );
    const uri = await bench.route(backend);
    assert.equal(await (await fetch(uri)).text(), "all of it");
  });

  it("passes no interim answer on, and no body where there is none", async () => {
    const uri = await answering(
      `HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n${plain("a")}`,
      "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n",
      "HTTP/1.1 304 Not Modified\r\nETag: e\r\n\r\n",
    );
    assert.equal(await (await fetch(uri)).text(), "a");
    const head = await fetch(uri, { method: "HEAD" });
    assert.deepEqual([head.headers.get("content-length"), await head.text()], ["5", ""]);
    assert.equal((await fetch(uri)).status, 304);
  });

  it("answers 503 for what is no answer, and lets none of it through", async () => {
    const lies = "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n";
    for (const answer of ["nonsense\r\n\r\n", lies, "HTTP/1.1 101 Switching Protocols\r\n\r\n"]) {
      const uri = await answering(answer);
      const response = await fetch(uri);
      assert.equal(response.status, 503);
      assert.match(await response.text(), /^upstream connect error/);
    }
  });

  it("does not take for an answer what nobody asked for", async () => {
    const uri = await answering(`${plain("a")}${plain("poison")}`, plain("b"));
    assert.equal(await (await fetch(uri)).text(), "a");
    assert.equal(await (await fetch(uri)).text(), "b");
  });

  it("asks again where a connection was closed at just that moment, and only what may be asked twice", async () => {
    let connections = 0;
    const backend = await bench.serveRaw("web-1", (socket) => {
      const first = ++connections;
      let requests = 0;
      socket.on("data", () => {
        if (++requests === 2 && first % 2 === 1) socket.destroy();
        else socket.write(plain(`${first}`));
      });
    });
    const uri = await bench.route(backend);
    assert.equal(await (await fetch(uri)).text(), "1");
    assert.equal(await (await fetch(uri)).text(), "2");
    await until(() => bench.connectionCount === 1);
    assert.equal(await (await fetch(uri)).text(), "2");
    assert.equal(bench.leased, 0);
  });

  it("goes at the pace of a slow client", async () => {
    const megabyte = Buffer.alloc(1024 ** 2, "x");
    let written = 0;
    const backend = await bench.serve("web-1", (_request, response) => {
      const more = () => {
        while (written < 64) {
          written += 1;
          if (!response.write(megabyte)) break;
        }
        if (written < 64) response.once("drain", more);
        else response.end();
      };
      more();
    });
    const response = await fetch(await bench.route(backend));
    await setTimeout(150);
    assert.ok(written < 40, `${written} MiB were taken from the instance before anybody read`);
    let size = 0;
    for await (const chunk of response.body ?? []) size += chunk.length;
    assert.equal(size, 64 * 1024 ** 2);
  });

  it("ends the instance's work when the client goes away, and logs it once", async () => {
    const backend = await bench.serve("web-1", () => undefined);
    const uri = await bench.route(backend);
    const gone = new AbortController();
    const asked = fetch(uri, { signal: gone.signal });
    await until(() => bench.connectionCount === 1);
    gone.abort();
    await assert.rejects(asked);
    await until(() => bench.connectionCount === 0 && bench.leased === 0);
  });

  for (const smuggled of [
    "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: h\r\nX : 1\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\na",
  ]) {
    it(`leaves ${JSON.stringify(smuggled.slice(16, 60))}… to Node's server, which refuses it`, async () => {
      const uri = await answering(plain("a"));
      assert.match(await exchangeBytes(uri, smuggled), /^HTTP\/1\.1 400 Bad Request/);
      assert.equal(bench.connectionCount, 0);
    });
  }
});
