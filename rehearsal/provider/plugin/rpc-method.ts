import { type handleUnaryCall, type ServerUnaryCall, type ServiceError, status } from "@grpc/grpc-js";
import { Fault } from "../../../faults/fault.ts";
import { formatFault } from "../../../faults/format.ts";
import { InitializationFailure, initializationFailureStatus } from "./initialization-failure.ts";

/** An async function as the gRPC server wants it; what it throws becomes a status that the engine prints. */
export function rpcMethod<Request, Response>(
  work: (request: Request, call: ServerUnaryCall<Request, Response>) => Promise<Response> | Response,
): handleUnaryCall<Request, Response> {
  return (call, callback) => {
    Promise.resolve()
      .then(() => work(call.request, call))
      .then(
        (response) => callback(null, response),
        (error: unknown) => callback(rpcStatus(error) as ServiceError),
      );
  };
}

function rpcStatus(error: unknown): object {
  if (error instanceof InitializationFailure) return initializationFailureStatus(error);
  if (error instanceof Fault) return { code: status.UNKNOWN, details: formatFault(error) };
  const details = error instanceof Error ? error.message : String(error);
  return { code: status.UNKNOWN, details };
}
