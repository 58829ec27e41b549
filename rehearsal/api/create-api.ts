import fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from "fastify";
import { ApiError } from "../contract.ts";
import { checkAccess } from "./access.ts";
import type { Cloud } from "./cloud.ts";
import { loadRegistry } from "./descriptors/load-registry.ts";
import { type Dispatch, dispatcher } from "./dispatch.ts";
import { errorBody } from "./google-error.ts";
import { handlersOf } from "./handlers.ts";
import { jsonText } from "./messages/write-response.ts";
import { Operations } from "./operations/operations.ts";
import { originForm, refuseTunnel } from "./proxy-requests.ts";
import { registerInstanceEnd } from "./rehearsal-only/instance-end.ts";
import { runWorkers } from "./run/reconcile-service.ts";

/** Bytes; Cloud Run itself takes far smaller requests. */
const BODY_LIMIT = 10 * 1024 * 1024;

export interface ApiOptions extends Omit<Cloud, "operations"> {
  /** The bearer token that is let in. */
  accessToken: string;
  /** Where the compiled .proto files are cached, such as `.rehearsal/descriptors.binpb`; made when missing or outdated. */
  descriptorPath: string;
  /** The daemon's logger: requests at debug (method, path and status, never bodies or tokens), bugs at error. */
  logger?: FastifyBaseLogger;
}

/** The server, and the way to take up operations again. */
export type Api = FastifyInstance & {
  /** Finishes the operations that a killed daemon left undone; resolves when all of them are done. */
  resumeOperations(): Promise<void>;
};

/**
 * The rehearsal's Google APIs as one HTTP server, not yet listening: Cloud Run v2 and v1, Artifact Registry v1, Secret Manager v1,
 * IAM v1 (service accounts), Resource Manager v1, Cloud SQL Admin v1 and v1beta4, Service Usage v1, Logging v2, Monitoring v3. All are told
 * apart by path. The caller listens, and calls `resumeOperations` once the lifecycle is ready.
 */
export function createApi(options: ApiOptions): Api {
  const operations = new Operations({ ...options, workers: runWorkers(options) });
  const dispatch = dispatcher(
    loadRegistry(options.descriptorPath),
    handlersOf({ ...options, operations }),
    options,
  );
  const api = fastify({
    ...(options.logger ? { loggerInstance: options.logger } : { logger: false }),
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT,
    rewriteUrl: ({ url = "/" }) => originForm(url),
  }) as FastifyInstance;
  api.removeAllContentTypeParsers();
  api.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
  api.setErrorHandler((error, request, reply) => refuse(asApiError(error), error, request, reply));
  api.addHook("onRequest", async (request) =>
    checkAccess(request.headers.authorization, options.accessToken),
  );
  api.addHook("onResponse", async ({ log, method, url }, { statusCode, elapsedTime }) =>
    log.debug(
      { method, path: url.split("?")[0], status: statusCode, milliseconds: Math.round(elapsedTime) },
      "api",
    ),
  );
  registerInstanceEnd(api, options.lifecycle);
  api.all("/*", (request, reply) => answer(dispatch, request, reply));
  api.server.on("connect", refuseTunnel);
  return Object.assign(api, { resumeOperations: () => operations.resume() });
}

async function answer(dispatch: Dispatch, request: FastifyRequest, reply: FastifyReply): Promise<string> {
  const payload = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const text = await dispatch({
    httpMethod: request.method,
    host: request.headers.host ?? "",
    url: request.raw.url ?? "/",
    payload,
  });
  reply.header("content-type", "application/json; charset=UTF-8");
  return text;
}

function asApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  if (error instanceof Error && "statusCode" in error && error.statusCode === 413) {
    return new ApiError(413, "INVALID_ARGUMENT", "Request payload size exceeds the limit.");
  }
  return new ApiError(500, "INTERNAL", "Internal error encountered.");
}

function refuse(refusal: ApiError, error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  if (refusal.httpStatus === 500)
    request.log.error({ err: error, path: request.url.split("?")[0] }, "bug in the api");
  reply
    .code(refusal.httpStatus)
    .header("content-type", "application/json; charset=UTF-8")
    .send(jsonText(errorBody(refusal), true));
}
