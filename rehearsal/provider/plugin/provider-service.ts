import type { UntypedServiceImplementation } from "@grpc/grpc-js";
import plugins from "@pulumi/pulumi/proto/plugin_pb.js";
import messages from "@pulumi/pulumi/proto/provider_pb.js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import type { EngineAddress } from "./engine-log.ts";
import { decodeProperties, encodeProperties } from "./property-value.ts";
import type { Provider } from "./provider.ts";
import { resourceMethods } from "./resource-methods.ts";
import { checkResponse } from "./responses.ts";
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
    ...resourceMethods(provider, abort.signal),
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
