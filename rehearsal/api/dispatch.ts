import type { FileRegistry } from "@bufbuild/protobuf";
import { ApiError } from "../contract.ts";
import type { Handlers } from "./cloud.ts";
import { unimplemented } from "./google-error.ts";
import { fieldBehaviorOf } from "./messages/field-behavior.ts";
import { readRequest } from "./messages/read-request.ts";
import { systemParameters } from "./messages/system-parameters.ts";
import { writeResponse } from "./messages/write-response.ts";
import { projectPath } from "./project-path.ts";
import { routeTable } from "./routes/route-table.ts";
import { namespacePath } from "./run-v1/namespace-path.ts";

/** An HTTP request, as far as the APIs look at it. */
export interface ApiRequest {
  httpMethod: string;
  /** What the caller called the server, such as `us-central1-run.googleapis.com`. */
  host: string;
  /** Path and query, as sent. */
  url: string;
  payload: Buffer;
}

/** Answers a request with the text of a 200 response; refusals are ApiErrors. */
export type Dispatch = (request: ApiRequest) => Promise<string>;

/** The way from an HTTP request through the .proto files to its handler and back. */
export function dispatcher(
  registry: FileRegistry,
  handlers: Handlers,
  project: { project: string; projectNumber: string },
): Dispatch {
  refuseUnknownMethods(registry, handlers);
  const findRoute = routeTable(registry, (methodName) => methodName in handlers);
  const behavior = fieldBehaviorOf(registry);
  return async ({ httpMethod, host, url, payload }) => {
    const [path = "", search = ""] = splitOnce(url, "?");
    const route = findRoute(httpMethod, projectPath(namespacePath(path, host), project));
    if (!route) throw new ApiError(404, "NOT_FOUND", "Method not found.");
    const handler = handlers[route.methodName];
    if (!handler) throw unimplemented(route.methodName);
    const query = new URLSearchParams(search);
    const request = readRequest({ registry, behavior }, route, query, payload);
    const answer = await handler(request as never);
    return writeResponse(registry, route.method.output, answer, systemParameters(query));
  };
}

function refuseUnknownMethods(registry: FileRegistry, handlers: Handlers): void {
  const unknown = Object.keys(handlers).filter((methodName) => {
    const [service, method] = splitOnce(methodName, /\.(?=[^.]*$)/);
    return !registry.getService(service ?? "")?.methods.some(({ name }) => name === method);
  });
  if (unknown.length > 0) throw new Error(`no .proto file has the methods ${unknown.join(", ")}`);
}

function splitOnce(text: string, separator: string | RegExp): string[] {
  const [head = "", ...tail] = text.split(separator);
  return [head, tail.join(typeof separator === "string" ? separator : "")];
}
