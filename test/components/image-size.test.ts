import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type RequestListener } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { imageSizeBytes } from "../../components/image-size.ts";

const REFERENCE = "127.0.0.1:15000/netra-staging/netra-backend/backend@sha256:abc";

describe("the size of a built image", () => {
  const folder = mkdtempSync(join(tmpdir(), "stage-docker-"));
  after(() => rmSync(folder, { recursive: true }));

  async function sizeBy(listener: RequestListener): Promise<number | undefined> {
    const socket = join(folder, "docker.sock");
    const engine = createServer(listener).listen(socket);
    await once(engine, "listening");
    try {
      return await imageSizeBytes(REFERENCE, `unix://${socket}`);
    } finally {
      engine.close();
      await once(engine, "close");
    }
  }

  it("is what the Docker engine says of the image by its digest", async () => {
    const asked: (string | undefined)[] = [];
    const size = await sizeBy((request, response) => {
      asked.push(request.url);
      response.end(JSON.stringify({ Size: 137_000_000 }));
    });
    assert.equal(size, 137_000_000);
    assert.deepEqual(asked, [`/images/${encodeURIComponent(REFERENCE)}/json`]);
  });

  it("is unknown where the engine does not have the image, answers nonsense, or is not there", async () => {
    const missing = await sizeBy((_request, response) => {
      response.writeHead(404).end(JSON.stringify({ message: "No such image" }));
    });
    const nonsense = await sizeBy((_request, response) => response.end("<html>"));
    const nobody = await imageSizeBytes(REFERENCE, `unix://${join(folder, "nobody.sock")}`);
    const remote = await imageSizeBytes(REFERENCE, "tcp://10.0.0.9:2376");
    assert.deepEqual([missing, nonsense, nobody, remote], [undefined, undefined, undefined, undefined]);
  });
});
