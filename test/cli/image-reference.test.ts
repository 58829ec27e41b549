import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { labelsOf, layersOf, readImage } from "../../cli/image/read-image.ts";
import { createProgram } from "../../cli/program.ts";

describe("an image reference on the command line", () => {
  let taken: { words?: string[]; compare?: string } | undefined;
  const parse = (...args: string[]) => {
    taken = undefined;
    const program = createProgram(async (_load, options) => {
      taken = options;
    });
    return program.parseAsync(["image", ...args], { from: "user" });
  };

  for (const reference of [
    "node:24-alpine",
    "localhost:5000/netra/backend@sha256:0123456789abcdef",
    "4f0e1d2c3b4a",
    "us-central1-docker.pkg.dev/project/images/backend:v1.2_3",
  ]) {
    it(`may be ${reference}`, async () => {
      await parse(reference, "--compare", reference);
      assert.deepEqual([taken?.words, taken?.compare], [[reference], reference]);
    });
  }

  for (const reference of ["Not An Image!", "", "-x", "../image", "a b"]) {
    it(`is refused as ${JSON.stringify(reference)}, before any engine is asked`, async () => {
      const fault = (path: string) => ({
        code: "reference-invalid",
        outcome: "usage",
        findings: [
          {
            path,
            expected: "an image reference",
            actual: JSON.stringify(reference),
            example: "node:24-alpine",
          },
        ],
      });
      await assert.rejects(parse("--", reference), fault("reference"));
      await assert.rejects(parse(`--compare=${reference}`), fault("--compare"));
      assert.equal(taken, undefined);
    });
  }
});

describe("an image reference that only the Docker engine refuses", () => {
  let directory: string;
  let server: Server;
  let host: string;
  before(async () => {
    directory = mkdtempSync(join(tmpdir(), "engine-"));
    server = createServer((_request, response) => {
      response.writeHead(400).end('{"message":"invalid reference format"}');
    });
    await new Promise<void>((resolve) => server.listen(join(directory, "docker.sock"), resolve));
    host = `unix://${join(directory, "docker.sock")}`;
  });
  after(() => {
    server.closeAllConnections();
    server.close();
    rmSync(directory, { recursive: true });
  });

  it("is a fault of usage, not a bug", async () => {
    const fault = {
      code: "reference-invalid",
      exitCode: 2,
      message: '"node:" is no image reference.',
    };
    await assert.rejects(readImage(host, "node:", []), fault);
    await assert.rejects(labelsOf(host, "node:"), fault);
    await assert.rejects(layersOf(host, "node:"), fault);
  });
});
