import messages from "@pulumi/pulumi/proto/provider_pb.js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import { decodeProperties, encodeProperties } from "./property-value.ts";
import type { Provider } from "./provider.ts";
import { checkResponse, diffResponse } from "./responses.ts";
import { rpcMethod } from "./rpc-method.ts";

/** Check, Diff, Create, Read, Update and Delete of Pulumi's ResourceProvider service. */
export function resourceMethods(provider: Provider, signal: AbortSignal) {
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
