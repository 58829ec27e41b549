import type { FastifyInstance } from "fastify";

/**
 * One line per request, as Cloud Logging shows requests: the `httpRequest` field of
 * https://cloud.google.com/logging/docs/reference/v2/rest/v2/LogEntry#HttpRequest. Health probes only at
 * level debug.
 */
export function registerRequestLog(app: FastifyInstance): void {
  app.addHook("onResponse", async (request, reply) => {
    const { method, url } = request;
    const { statusCode: status, elapsedTime } = reply;
    const latency = `${(elapsedTime / 1000).toFixed(6)}s`;
    const httpRequest = { requestMethod: method, requestUrl: url, status, latency };
    const quiet = url.startsWith("/health") && status < 500;
    const level = quiet ? "debug" : status < 500 ? "info" : "error";
    request.log[level]({ httpRequest }, `${method} ${url} ${status}`);
  });
}
