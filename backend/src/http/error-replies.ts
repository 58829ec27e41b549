import type { FastifyInstance } from "fastify";
import { hasZodFastifySchemaValidationErrors } from "fastify-type-provider-zod";
import { HttpFault } from "./http-fault.ts";

/**
 * Every error as `{"error": {code, message, details?}}`; what is not the client's fault is logged and kept to
 * ourselves.
 */
export function registerErrorReplies(app: FastifyInstance): void {
  app.setNotFoundHandler((request) => {
    throw new HttpFault(404, "NOT_FOUND", `There is no ${request.method} ${request.url.split("?")[0]}.`);
  });
  app.setErrorHandler((error: Error & { statusCode?: number; code?: string }, request, reply) => {
    if (hasZodFastifySchemaValidationErrors(error)) {
      const details = error.validation.map(({ instancePath, message }) => ({
        path: `${error.validationContext ?? "request"}${instancePath.replaceAll("/", ".")}`,
        message,
      }));
      const message = "The request does not have the expected shape.";
      return reply.code(400).send({ error: { code: "INVALID_REQUEST", message, details } });
    }
    const status = error.statusCode ?? 500;
    if (status === 401) reply.header("www-authenticate", "Bearer");
    if (error instanceof HttpFault || status < 500) {
      return reply
        .code(status)
        .send({ error: { code: error.code ?? "BAD_REQUEST", message: error.message } });
    }
    request.log.error({ error }, "A request failed");
    return reply.code(500).send({ error: { code: "INTERNAL", message: "Something went wrong here." } });
  });
}
