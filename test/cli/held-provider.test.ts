import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { credentials, type ServiceError } from "@grpc/grpc-js";
import provider from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import messages from "@pulumi/pulumi/proto/provider_pb.js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import { type HeldProvider, holdProvider } from "../../cli/engine/held-provider.ts";

/** A plugin that answers reading with the number of the calls so far, and refuses to delete. */
const PLUGIN = (grpc: string, services: string, replies: string, infos: string) => `#!${process.execPath}
const { Server, ServerCredentials } = require(${JSON.stringify(grpc)});
const { ResourceProviderService } = require(${JSON.stringify(services)});
const { ReadResponse } = require(${JSON.stringify(replies)});
const { PluginInfo } = require(${JSON.stringify(infos)});
let calls = 0;
const server = new Server();
server.addService(ResourceProviderService, {
  getPluginInfo: (call, answer) => { calls += 1; answer(null, new PluginInfo().setVersion("1.2.3")); },
  read: (call, answer) => { calls += 1; answer(null, new ReadResponse().setId(call.request.getId() + calls)); },
  delete: (call, answer) => answer({ code: 9, details: "protected" }),
});
server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => console.log(port));
`;

describe("a provider that is held", () => {
  let folder: string;
  let held: HeldProvider;
  let client: InstanceType<typeof provider.ResourceProviderClient>;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "stage-held-"));
    const modules = resolve(import.meta.dirname, "../../node_modules");
    const proto = join(modules, "@pulumi/pulumi/proto");
    const text = PLUGIN(
      join(modules, "@grpc/grpc-js"),
      join(proto, "provider_grpc_pb.js"),
      join(proto, "provider_pb.js"),
      join(proto, "plugin_pb.js"),
    );
    writeFileSync(join(folder, "plugin.cjs"), text, { mode: 0o755 });
    held = await holdProvider(join(folder, "plugin.cjs"), Promise.resolve());
    client = new provider.ResourceProviderClient(`127.0.0.1:${held.port}`, credentials.createInsecure());
  });
  after(() => {
    client.close();
    held.close();
    rmSync(folder, { recursive: true });
  });

  const version = () =>
    new Promise<string>((done, failed) =>
      client.getPluginInfo(new empty.Empty(), (error, info) =>
        error ? failed(error) : done(info.getVersion()),
      ),
    );
  const read = () =>
    new Promise<string>((done, failed) =>
      client.read(new messages.ReadRequest().setId("call "), (error, answer) =>
        error ? failed(error) : done(answer.getId()),
      ),
    );

  it("answers everything but what is live, and that once it may be read", async () => {
    const reading = read();
    assert.equal(await version(), "1.2.3");
    assert.equal(await version(), "1.2.3");
    held.open();
    assert.equal(await reading, "call 3");
    assert.equal(await read(), "call 4");
  });

  it("passes a refusal on as it is", async () => {
    const refusal = await new Promise<ServiceError | null>((done) =>
      client.delete(new messages.DeleteRequest(), (error) => done(error)),
    );
    assert.equal(refusal?.code, 9);
    assert.equal(refusal?.details, "protected");
  });

  it("fails what is asked of a plugin that has ended before it said its port", async () => {
    const broken = await holdProvider("/bin/false", Promise.resolve());
    const asking = new provider.ResourceProviderClient(
      `127.0.0.1:${broken.port}`,
      credentials.createInsecure(),
    );
    const error = await new Promise<ServiceError | null>((done) =>
      asking.getPluginInfo(new empty.Empty(), (failure) => done(failure)),
    );
    assert.equal(error?.code, 13);
    asking.close();
    broken.close();
  });
});
