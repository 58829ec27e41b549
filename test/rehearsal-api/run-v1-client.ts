import { request } from "node:http";
import { ACCESS_TOKEN, type Answer, PROJECT, type RunningApi } from "./running-api.ts";

export const NAMESPACE = `/apis/serving.knative.dev/v1/namespaces/${PROJECT}`;
export const IMAGE = "registry/web@sha256:1";

/** Calls as gcloud does: the API is its HTTP proxy, the region is in the host's name. */
export function viaProxy(
  api: RunningApi,
  method: string,
  path: string,
  body?: unknown,
  host = "us-central1-run.googleapis.com",
): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const headers = { host, authorization: `Bearer ${ACCESS_TOKEN}`, "content-type": "application/json" };
  const outgoing = request(
    { host: "127.0.0.1", port: api.port, method, path: `http://${host}${path}`, headers, agent: false },
    (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.once("end", () =>
        resolve({
          status: response.statusCode ?? 0,
          body: JSON.parse(Buffer.concat(chunks).toString()) as Answer["body"],
        }),
      );
    },
  );
  outgoing.once("error", reject);
  outgoing.end(body === undefined ? "" : JSON.stringify(body));
  return promise;
}

/** A service as a caller of v1 writes it. */
export function v1Service(
  template: object = {},
  service: { traffic?: object[]; metadata?: object } = {},
): object {
  return {
    apiVersion: "serving.knative.dev/v1",
    kind: "Service",
    metadata: { name: "web", namespace: PROJECT, ...service.metadata },
    spec: {
      template: { spec: { containers: [{ image: IMAGE }] }, ...template },
      ...(service.traffic && { traffic: service.traffic }),
    },
  };
}
