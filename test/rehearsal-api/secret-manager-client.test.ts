import assert from "node:assert/strict";
import { SecretManagerServiceClient } from "@google-cloud/secret-manager";
import { clientOptions } from "./official-clients.ts";
import { PROJECT, PROJECT_NUMBER, type RunningApi, runApi } from "./running-api.ts";

const parent = `projects/${PROJECT}`;
const SECRET = `projects/${PROJECT_NUMBER}/secrets/jwt`;

describe("Google's own Secret Manager client", () => {
  let api: RunningApi;
  let client: SecretManagerServiceClient;

  beforeEach(async () => {
    api = await runApi();
    client = new SecretManagerServiceClient(
      clientOptions<ConstructorParameters<typeof SecretManagerServiceClient>[0]>(api.port),
    );
    await client.createSecret({ parent, secretId: "jwt", secret: { replication: { automatic: {} } } });
  });
  afterEach(async () => {
    await client.close();
    await api.close();
  });

  it("adds versions and reads the latest back, checksum included", async () => {
    await client.addSecretVersion({ parent: SECRET, payload: { data: Buffer.from("old") } });
    const [added] = await client.addSecretVersion({ parent: SECRET, payload: { data: Buffer.from("hush") } });
    assert.equal(added.name, `${SECRET}/versions/2`);
    const [read] = await client.accessSecretVersion({ name: `${parent}/secrets/jwt/versions/latest` });
    assert.equal(read.name, `${SECRET}/versions/2`);
    assert.equal(read.payload?.data?.toString(), "hush");
    assert.equal(String(read.payload?.dataCrc32c), "3474842845");
  });

  it("reads no payload of a disabled or destroyed version", async () => {
    const [{ name }] = await client.addSecretVersion({
      parent: SECRET,
      payload: { data: Buffer.from("hush") },
    });
    await client.disableSecretVersion({ name });
    await assert.rejects(client.accessSecretVersion({ name }), refusal("versions/1] is in DISABLED state."));
    await client.enableSecretVersion({ name });
    await client.accessSecretVersion({ name });
    const [destroyed] = await client.destroySecretVersion({ name });
    assert.equal(destroyed.state, "DESTROYED");
    await assert.rejects(
      client.enableSecretVersion({ name }),
      refusal("already DESTROYED and cannot be changed."),
    );
  });

  it("says which secret is missing, by the project's number", async () => {
    const found = client.getSecret({ name: `${parent}/secrets/none` });
    await assert.rejects(found, refusal(`Secret [projects/${PROJECT_NUMBER}/secrets/none] not found.`));
  });

  it("deletes a secret with its versions", async () => {
    await client.addSecretVersion({ parent: SECRET, payload: { data: Buffer.from("hush") } });
    await client.deleteSecret({ name: SECRET });
    assert.deepEqual(api.store.list("secretVersions"), []);
    const read = client.accessSecretVersion({ name: `${SECRET}/versions/1` });
    await assert.rejects(read, refusal("versions/1] not found."));
  });
});

/** This version of google-gax gives the body of a refusal as the error's message. */
function refusal(message: string): (error: Error) => boolean {
  return (error) => {
    assert.ok(error.message.includes(message), error.message);
    return true;
  };
}
