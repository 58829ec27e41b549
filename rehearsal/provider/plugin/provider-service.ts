import type { UntypedServiceImplementation } from "@grpc/grpc-js";
import plugins from "@pulumi/pulumi/proto/plugin_pb.js";
import messages from "@pulumi/pulumi/proto/provider_pb.js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import type { EngineAddress } from "./engine-log.ts";
import { decodeProperties, encodeProperties } from "./property-value.ts";
import type { CheckResult, PropertyDiff, Provider } from "./provider.ts";
import { rpcMethod } from "./rpc-method.ts";

interface Surroundings {
  abort: AbortController;
  engine: EngineAddress;
}

/** Pulumi's ResourceProvider service over a {@link Provider}. */
export function providerService(
  provider: Provider,
  { abort, engine }: Surroundings,
): UntypedServiceImplementation {
  return {
    ...lifecycle(provider, abort, engine),
    ...configuration(provider),
    ...resources(provider, abort.signal),
    invoke: rpcMethod(async (request: InstanceType<typeof messages.InvokeRequest>) => {
      const args = decodeProperties(request.getArgs());
      const response = new messages.InvokeResponse();
      response.setReturn(encodeProperties(await provider.invoke(request.getTok(), args, abort.signal)));
      return response;
    }),
  };
}

function lifecycle(provider: Provider, abort: AbortController, engine: EngineAddress) {
  return {
    handshake: rpcMethod((request: InstanceType<typeof messages.ProviderHandshakeRequest>) => {
      engine.address = request.getEngineAddress() || engine.address;
      return new messages.ProviderHandshakeResponse();
    }),
    attach: rpcMethod((request: InstanceType<typeof plugins.PluginAttach>) => {
      engine.address = request.getAddress();
      return new empty.Empty();
    }),
    getPluginInfo: rpcMethod(() => {
      const info = new plugins.PluginInfo();
      info.setVersion(provider.version);
      return info;
    }),
    getSchema: rpcMethod(() => {
      const response = new messages.GetSchemaResponse();
      response.setSchema("{}");
      return response;
    }),
    cancel: rpcMethod(() => {
      abort.abort(new Error("the operation was cancelled"));
      return new empty.Empty();
    }),
  };
}

function configuration(provider: Provider) {
  return {
    checkConfig: rpcMethod((request: InstanceType<typeof messages.CheckRequest>) =>
      checkResponse(provider.checkConfiguration(decodeProperties(request.getNews()))),
    ),
    diffConfig: rpcMethod(() => {
      const response = new messages.DiffResponse();
      response.setChanges(messages.DiffResponse.DiffChanges.DIFF_NONE);
      return response;
    }),
    configure: rpcMethod((request: InstanceType<typeof messages.ConfigureRequest>) => {
      provider.configure(decodeProperties(request.getArgs()));
      const response = new messages.ConfigureResponse();
      response.setSupportspreview(true);
      return response;
    }),
  };
}

function resources(provider: Provider, signal: AbortSignal) {
  return {
    check: rpcMethod(async (request: InstanceType<typeof messages.CheckRequest>) =>
      checkResponse(
        await provider.check({
          ...resourceOf(request, signal),
          olds: decodeProperties(request.getOlds()),
          news: decodeProperties(request.getNews()),
          randomSeed: request.getRandomseed_asU8(),
        }),
      ),
    ),
    diff: rpcMethod(async (request: InstanceType<typeof messages.DiffRequest>) =>
      diffResponse(
        await provider.diff({
          ...resourceOf(request, signal),
          id: request.getId(),
          state: decodeProperties(request.getOlds()),
          news: decodeProperties(request.getNews()),
        }),
      ),
    ),
    ...changes(provider, signal),
  };
}

function changes(provider: Provider, signal: AbortSignal) {
  return {
    create: rpcMethod(async (request: InstanceType<typeof messages.CreateRequest>) => {
      const created = await provider.create({
        ...resourceOf(request, signal),
        inputs: decodeProperties(request.getProperties()),
        preview: request.getPreview(),
      });
      const response = new messages.CreateResponse();
      response.setId(created.id);
      response.setProperties(encodeProperties(created.state));
      return response;
    }),
    read: rpcMethod(async (request: InstanceType<typeof messages.ReadRequest>) => {
      const live = await provider.read({
        ...resourceOf(request, signal),
        id: request.getId(),
        inputs: decodeProperties(request.getInputs()),
        state: decodeProperties(request.getProperties()),
      });
      const response = new messages.ReadResponse();
      response.setId(live.id);
      response.setProperties(encodeProperties(live.state));
      if (live.inputs) response.setInputs(encodeProperties(live.inputs));
      return response;
    }),
    update: rpcMethod(async (request: InstanceType<typeof messages.UpdateRequest>) => {
      const state = await provider.update({
        ...resourceOf(request, signal),
        id: request.getId(),
        state: decodeProperties(request.getOlds()),
        oldInputs: decodeProperties(request.getOldInputs()),
        news: decodeProperties(request.getNews()),
        preview: request.getPreview(),
      });
      const response = new messages.UpdateResponse();
      response.setProperties(encodeProperties(state));
      return response;
    }),
    delete: rpcMethod(async (request: InstanceType<typeof messages.DeleteRequest>) => {
      await provider.remove({
        ...resourceOf(request, signal),
        id: request.getId(),
        state: decodeProperties(request.getProperties()),
      });
      return new empty.Empty();
    }),
  };
}

interface NamesResource {
  getUrn(): string;
  getName(): string;
  getType(): string;
}

/** URNs end in `::type::name`, where the type is the whole chain of parents joined by `$`. */
function resourceOf(request: NamesResource, signal: AbortSignal) {
  const urn = request.getUrn();
  const [, , types = "", ...name] = urn.split("::");
  return {
    urn,
    type: request.getType() || (types.split("$").at(-1) ?? ""),
    name: request.getName() || name.join("::"),
    signal,
  };
}

function checkResponse({ inputs, failures }: CheckResult) {
  const response = new messages.CheckResponse();
  response.setInputs(encodeProperties(inputs));
  response.setFailuresList(
    failures.map(({ property, reason }) => {
      const failure = new messages.CheckFailure();
      failure.setProperty(property);
      failure.setReason(reason);
      return failure;
    }),
  );
  return response;
}

function diffResponse(diffs: PropertyDiff[]) {
  const { DIFF_NONE, DIFF_SOME } = messages.DiffResponse.DiffChanges;
  const kinds = messages.PropertyDiff.Kind;
  const kindOf = {
    add: [kinds.ADD, kinds.ADD_REPLACE],
    update: [kinds.UPDATE, kinds.UPDATE_REPLACE],
    delete: [kinds.DELETE, kinds.DELETE_REPLACE],
  } as const;
  const response = new messages.DiffResponse();
  response.setChanges(diffs.length > 0 ? DIFF_SOME : DIFF_NONE);
  response.setHasdetaileddiff(diffs.length > 0);
  for (const { path, kind, replaces } of diffs) {
    const entry = new messages.PropertyDiff();
    entry.setKind(kindOf[kind][replaces ? 1 : 0]);
    response.getDetaileddiffMap().set(path, entry);
  }
  response.setDiffsList([...new Set(diffs.map(({ path }) => topLevel(path)))]);
  response.setReplacesList([...new Set(diffs.filter((d) => d.replaces).map(({ path }) => topLevel(path)))]);
  return response;
}

function topLevel(path: string): string {
  return path.split(/[.[]/, 1)[0] ?? path;
}
