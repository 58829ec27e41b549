import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { engineAnswer } from "../../toolchain/engine-answer.ts";

describe("a Docker engine's answer", () => {
  let directory: string;
  let server: Server;
  let host: string;
  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), "engine-"));
    server = createServer((request, response) => {
      const [, status = "200"] = request.url?.match(/^\/answer\/(\d+)$/) ?? [];
      if (request.url !== "/silence") response.writeHead(Number(status)).end('{"message":"why","Size":7}');
    });
    await new Promise<void>((resolve) => server.listen(join(directory, "docker.sock"), resolve));
    host = `unix://${join(directory, "docker.sock")}`;
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
    rmSync(directory, { recursive: true });
  });

  it("is what it says in JSON", async () => {
    assert.equal((await engineAnswer<{ Size: number }>(host, "/answer/200"))?.Size, 7);
  });

  it("is nothing where it has no such thing", async () => {
    assert.equal(await engineAnswer(host, "/answer/404"), undefined);
  });

  it("is an error with the engine's words otherwise", async () => {
    await assert.rejects(engineAnswer(host, "/answer/500"), {
      message: "the Docker engine answered /answer/500 with 500: why",
    });
  });

  it("is waited for as long as asked", async () => {
    await assert.rejects(engineAnswer(host, "/silence", 0.05), { message: "no answer within 0.05 s" });
  });

  it("comes by the Docker client from an engine that is not on a socket", async () => {
    const remote = createServer((request, response) => {
      response.writeHead(request.url === "/version" ? 200 : 404).end('{"Version":"20.10.24"}');
    });
    await new Promise<void>((resolve) => remote.listen(0, "127.0.0.1", resolve));
    const { port } = remote.address() as { port: number };
    const before = process.env.DOCKER_HOST;
    process.env.DOCKER_HOST = `tcp://127.0.0.1:${port}`;
    try {
      assert.deepEqual(await engineAnswer(process.env.DOCKER_HOST, "/version"), { Version: "20.10.24" });
      assert.equal(await engineAnswer(process.env.DOCKER_HOST, "/images/none/json"), undefined);
    } finally {
      if (before === undefined) delete process.env.DOCKER_HOST;
      else process.env.DOCKER_HOST = before;
      remote.closeAllConnections();
      remote.close();
    }
  });
});
