import { Metadata, status } from "@grpc/grpc-js";
import messages from "@pulumi/pulumi/proto/provider_pb.js";
import statuses from "@pulumi/pulumi/proto/status_pb.js";
import any from "google-protobuf/google/protobuf/any_pb.js";
import { encodeProperties, type PropertyMap } from "./property-value.ts";

/**
 * The resource is there but did not become what was asked: the engine keeps it in the state together with the reason, and
 * the next update goes on from it.
 */
export class InitializationFailure extends Error {
  readonly id: string;
  readonly state: PropertyMap;

  constructor(id: string, state: PropertyMap, reason: string) {
    super(reason);
    this.name = "InitializationFailure";
    this.id = id;
    this.state = state;
  }
}

/** The failure as gRPC carries it: a status with pulumirpc.ErrorResourceInitFailed in its details. */
export function initializationFailureStatus(failure: InitializationFailure) {
  const detail = new messages.ErrorResourceInitFailed();
  detail.setId(failure.id);
  detail.setProperties(encodeProperties(failure.state));
  detail.setReasonsList([failure.message]);
  const packed = new any.Any();
  packed.pack(detail.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
  const rpcStatus = new statuses.Status();
  rpcStatus.setCode(status.UNKNOWN);
  rpcStatus.setMessage(failure.message);
  rpcStatus.addDetails(packed);
  const metadata = new Metadata();
  metadata.add("grpc-status-details-bin", Buffer.from(rpcStatus.serializeBinary()));
  return { code: status.UNKNOWN, details: failure.message, metadata };
}
