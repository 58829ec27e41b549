import type { FastifyInstance } from "fastify";
import { ApiError, type Lifecycle } from "../../contract.ts";

const PATH = /^(projects\/[^/]+\/locations\/[^/]+\/services\/[^/]+\/revisions\/[^/:]+):endInstance$/;

/**
 * `POST /rehearsal/v1/{revision}:endInstance`, which Google does not have: ends an idle instance of the revision and answers
 * `{"end": {"seconds", "killed"}}`, or `{}` where none is idle.
 */
export function registerInstanceEnd(api: FastifyInstance, lifecycle: Pick<Lifecycle, "endInstance">): void {
  api.post<{ Params: { "*": string } }>("/rehearsal/v1/*", async ({ params }, reply) => {
    const revision = PATH.exec(params["*"])?.[1];
    if (revision === undefined) throw new ApiError(404, "NOT_FOUND", "Method not found.");
    const end = await lifecycle.endInstance(revision);
    reply.header("content-type", "application/json; charset=UTF-8");
    return JSON.stringify(end ? { end } : {});
  });
}
