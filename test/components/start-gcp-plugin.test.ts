import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { startGcpPlugin } from "../../components/start-gcp-plugin.ts";

describe("the gcp plugin's early start", () => {
  let called: string[];
  const mocks = (answer: () => Promise<Record<string, unknown>>) =>
    pulumi.runtime.setMocks({
      newResource: () => ({ id: undefined, state: {} }),
      call: ({ token }) => {
        called.push(token);
        return answer();
      },
    });
  beforeEach(() => {
    called = [];
  });

  it("asks what the plugin is configured with, and waits for no answer", async () => {
    const answer = Promise.withResolvers<Record<string, unknown>>();
    await mocks(() => answer.promise);
    await startGcpPlugin();
    assert.deepEqual(called, ["gcp:organizations/getClientConfig:getClientConfig"]);
    // The SDK keeps the process alive until every call has ended.
    answer.resolve({});
  });

  it("leaves a failure to whatever needs the plugin", async () => {
    await mocks(() => Promise.reject(new Error("the plugin cannot start")));
    await startGcpPlugin();
    assert.equal(called.length, 1);
  });
});
