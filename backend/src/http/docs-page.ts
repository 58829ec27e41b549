import * as z from "zod";

const METHODS = ["get", "post", "put", "patch", "delete"] as const;

const operation = z.object({
  summary: z.string().optional(),
  description: z.string().optional(),
  tags: z.array(z.string()).optional(),
  security: z.array(z.unknown()).optional(),
  requestBody: z.unknown().optional(),
  responses: z.record(z.string(), z.unknown()).optional(),
});
const openApi = z.object({
  info: z.object({ title: z.string(), version: z.string() }),
  paths: z.record(z.string(), z.record(z.string(), operation)),
});

type Operation = z.infer<typeof operation>;

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;max-width:56rem;margin:2rem auto;padding:0 1rem}
summary{cursor:pointer;padding:.4rem 0}code{font-weight:600}pre{background:#8881;padding:.8rem;overflow:auto}
small{opacity:.7}`;

/** An OpenAPI document as one self-contained page, without scripts. */
export function renderDocsPage(document: unknown): string {
  const { info, paths } = openApi.parse(document);
  const sections = Object.entries(paths).flatMap(([path, operations]) =>
    METHODS.flatMap((method) => {
      const found = operations[method];
      return found ? [renderOperation(method, path, found)] : [];
    }),
  );
  const title = escapeHtml(`${info.title} ${info.version}`);
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${title}</title><style>${STYLE}</style>
<h1>${title}</h1><p><a href="/docs/openapi.json">openapi.json</a></p>
${sections.join("\n")}</html>`;
}

function renderOperation(method: string, path: string, found: Operation): string {
  const { summary = "", description, security, requestBody, responses } = found;
  const lock = security ? " <small>needs a token</small>" : "";
  const details = JSON.stringify({ requestBody, responses }, null, 2);
  const name = `<code>${method.toUpperCase()} ${escapeHtml(path)}</code>`;
  return `<details><summary>${name} ${escapeHtml(summary)}${lock}</summary>
${description ? `<p>${escapeHtml(description)}</p>` : ""}<pre>${escapeHtml(details)}</pre></details>`;
}

function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
