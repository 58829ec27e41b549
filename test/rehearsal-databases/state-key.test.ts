import assert from "node:assert/strict";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { type IncomingMessage, request } from "node:http";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import type { FastifyInstance } from "fastify";
import { serveStateKey } from "../../rehearsal/daemon/serve-state-key.ts";
import { openSealingKey } from "../../rehearsal/sealing-key.ts";

describe("the key of Pulumi's state", () => {
  let folder: string;
  let socket: string;
  let server: FastifyInstance;
  const serve = (keyFile = "state-key") => serveStateKey(socket, openSealingKey(join(folder, keyFile)));
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "state-key-"));
    socket = join(folder, "keys", "vault.sock");
    server = await serve();
  });
  afterEach(async () => {
    await server.close();
    rmSync(folder, { recursive: true });
  });

  /** As Vault's client for Go sends it: PUT, JSON without a content type. */
  async function put(path: string, body: object): Promise<{ status: number | undefined; answer: Answer }> {
    const sent = request({
      ...{ socketPath: socket, path: `/v1/transit/${path}`, method: "PUT" },
      agent: false,
    });
    const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
    sent.once("response", resolve).once("error", reject).end(JSON.stringify(body));
    const response = await promise;
    return { status: response.statusCode, answer: JSON.parse(await text(response)) };
  }
  interface Answer {
    data?: { ciphertext?: string; plaintext?: string };
    errors?: string[];
  }
  const plaintext = Buffer.from("a data key").toString("base64");

  it("encrypts and decrypts as Vault's transit engine does, also after a restart", async () => {
    const { data } = (await put("encrypt/state", { plaintext })).answer;
    assert.match(data?.ciphertext ?? "", /^vault:v1:[A-Za-z0-9+/]+=*$/);
    await server.close();
    server = await serve();
    const back = await put("decrypt/state", { ciphertext: data?.ciphertext });
    assert.deepEqual(back, { status: 200, answer: { data: { plaintext } } });
  });

  it("refuses what another key encrypted, or was encrypted under another name", async () => {
    const { ciphertext } = (await put("encrypt/state", { plaintext })).answer.data ?? {};
    for (const [name, text] of [
      ["other", ciphertext],
      ["state", "vault:v1:AAAA"],
      ["state", "v1:salt"],
    ] as const) {
      const { status, answer } = await put(`decrypt/${name}`, { ciphertext: text });
      assert.equal(status, 400);
      assert.equal(answer.errors?.length, 1);
    }
    await server.close();
    server = await serve("another-key");
    assert.equal((await put("decrypt/state", { ciphertext })).status, 400);
  });

  it("is asked for by its owner only", () => {
    assert.equal(statSync(dirname(socket)).mode & 0o777, 0o700);
    assert.equal(statSync(join(folder, "state-key")).mode & 0o777, 0o600);
  });
});
