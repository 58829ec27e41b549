import type { FastifyPluginAsync } from "fastify";
import { renderDocsPage } from "./docs-page.ts";

/** `/docs` for people, `/docs/openapi.json` for tools; both made from the routes' own schemas. */
export const docsRoutes: FastifyPluginAsync = async (app) => {
  const hidden = { schema: { hide: true } };
  app.get("/docs", hidden, async (_request, reply) => {
    reply.type("text/html; charset=utf-8");
    reply.header("content-security-policy", "default-src 'none'; style-src 'unsafe-inline'");
    return renderDocsPage(app.swagger());
  });
  app.get("/docs/openapi.json", hidden, async () => app.swagger());
};
