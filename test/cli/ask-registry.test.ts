import assert from "node:assert/strict";
import { registryAsker } from "../../cli/target/ask-registry.ts";

describe("asking a registry for an image", () => {
  async function headersSentTo(url: string) {
    const sent: Record<string, string>[] = [];
    const ask = registryAsker(
      async () => "planted-token",
      new AbortController().signal,
      async ({ headers }) => {
        sent.push(headers ?? {});
        return { status: 200, body: "" };
      },
    );
    assert.equal((await ask(url)).status, 200);
    return sent[0] ?? assert.fail("nothing was sent");
  }

  for (const host of ["us-central1-docker.pkg.dev", "gcr.io", "eu.gcr.io"]) {
    it(`shows ${host} the token, as its page on logging in says`, async () => {
      const { authorization } = await headersSentTo(`https://${host}/v2/a/b/manifests/latest`);
      assert.equal(
        authorization,
        `Basic ${Buffer.from("oauth2accesstoken:planted-token").toString("base64")}`,
      );
    });
  }

  for (const url of [
    "https://registry.example.com/v2/a/manifests/latest",
    "https://docker.pkg.dev.example.com/v2/a/manifests/latest",
    "https://us-docker.pkg.dev:8443/v2/a/manifests/latest",
    "http://127.0.0.1:5000/v2/a/manifests/latest",
  ]) {
    it(`shows ${new URL(url).host} none`, async () => {
      assert.equal("authorization" in (await headersSentTo(url)), false);
    });
  }
});
