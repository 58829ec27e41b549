import { mkdirSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import Fastify, { type FastifyInstance } from "fastify";
import type { SealingKey } from "../sealing-key.ts";

/** As Vault marks the version of the key. */
const VERSION = "vault:v1:";

interface Call {
  Params: { key: string };
  Body: string;
}

/**
 * Answers on a Unix socket the two calls of Vault's transit engine with which Pulumi encrypts its state's key (`hashivault://`).
 * A passphrase costs each start of the engine 0.2 s of CPU; this is a request. Only the socket's owner reaches it: its folder has
 * mode 0700. https://developer.hashicorp.com/vault/api-docs/secret/transit
 */
export async function serveStateKey(socket: string, key: SealingKey): Promise<FastifyInstance> {
  const server = Fastify();
  // Vault's client sends JSON without a content type.
  server.removeAllContentTypeParsers();
  server.addContentTypeParser("*", { parseAs: "string" }, (_request, body, done) => done(null, body));
  server.setErrorHandler((error: Error, _request, reply) => {
    void reply.status(400).send({ errors: [error.message] });
  });
  server.put<Call>("/v1/transit/encrypt/:key", async ({ params, body }) => {
    const { plaintext } = JSON.parse(body) as { plaintext: string };
    return { data: { ciphertext: `${VERSION}${key.seal(params.key, Buffer.from(plaintext, "base64"))}` } };
  });
  server.put<Call>("/v1/transit/decrypt/:key", async ({ params, body }) => {
    const { ciphertext } = JSON.parse(body) as { ciphertext: string };
    if (!ciphertext.startsWith(VERSION)) throw new Error("invalid ciphertext: no prefix");
    return { data: { plaintext: key.open(params.key, ciphertext.slice(VERSION.length)).toString("base64") } };
  });
  mkdirSync(dirname(socket), { recursive: true, mode: 0o700 });
  // A killed daemon leaves its socket.
  rmSync(socket, { force: true });
  await server.listen({ path: socket });
  return server;
}
