import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import addFormats from "ajv-formats";
import { type Context, type Document, OpenAPIBackend } from "openapi-backend";
import { type Author, githubComment, githubUser, type StoredComment } from "./github-comment.ts";

/** A call that the server got, by the operation's name in GitHub's description. */
export interface Call {
  operation: string;
  status: number;
}

/** What a test may arrange before a call is answered; returns the answer to give in the place of the real one. */
export type Intervention = (
  operation: string,
) => Promise<{ status: number; body: object } | undefined> | undefined;

/**
 * GitHub's comments of pull request 7 of netra/backend on 127.0.0.1. Requests and answers are held to GitHub's own OpenAPI
 * description (see extract-github-openapi.ts); what does not fit fails the test that it belongs to.
 */
export class LocalGitHub {
  readonly comments: StoredComment[] = [];
  /** The commit that was pushed last. */
  head = "";
  readonly calls: Call[] = [];
  /** What was not as GitHub describes it. */
  readonly misfits: unknown[] = [];
  /** Whom a token belongs to; a token that is not here may read and not write. */
  readonly writers = new Map<string, Author>();
  intervention: Intervention = () => undefined;
  apiUrl = "";
  #nextId = 2_147_483_650;
  readonly #server = createServer((request, response) => void this.#answer(request, response));
  readonly #api = new OpenAPIBackend({
    definition: JSON.parse(
      readFileSync(join(import.meta.dirname, "github-openapi.json"), "utf8"),
    ) as Document,
    ajvOpts: { strict: false },
    customizeAjv: (ajv) => addFormats.default(ajv),
    coerceTypes: true,
    quick: true,
    handlers: {
      "issues/list-comments": (context: Context) => this.#list(context),
      "issues/create-comment": (context: Context) => this.#create(context),
      "issues/update-comment": (context: Context) => this.#update(context),
      "issues/delete-comment": (context: Context) => this.#delete(context),
      "pulls/get": () => this.#pullRequest(),
      "users/get-authenticated": (context: Context) => this.#user(context),
      validationFail: ({ validation }: Context) => ({
        status: 422,
        body: { message: JSON.stringify(validation.errors) },
      }),
      notFound: ({ request }: Context) => ({
        status: 404,
        body: { message: `no ${request.method} ${request.path}` },
      }),
    },
  });

  async start(): Promise<this> {
    await this.#api.init();
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    this.apiUrl = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
    return this;
  }

  /** As if nobody had ever called or written. */
  reset(): void {
    this.comments.length = 0;
    this.calls.length = 0;
    this.misfits.length = 0;
    this.writers.clear();
    this.intervention = () => undefined;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** A comment as somebody wrote it on the page. */
  write(body: string, author: Author): StoredComment {
    const comment = githubComment(this.apiUrl, this.#nextId++, body, author);
    this.comments.push(comment);
    return comment;
  }

  count(operation: string, status?: number): number {
    return this.calls.filter(
      (call) => call.operation === operation && (status ?? call.status) === call.status,
    ).length;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const url = new URL(request.url ?? "", this.apiUrl);
    const asked = {
      method: request.method ?? "",
      path: url.pathname,
      query: url.search.slice(1),
      body: chunks.length === 0 ? undefined : JSON.parse(Buffer.concat(chunks).toString()),
      headers: request.headers as Record<string, string>,
    };
    const operation = this.#api.matchOperation(asked)?.operationId ?? "unknown";
    const arranged = await this.intervention(operation);
    const answer: Answer = arranged ?? ((await this.#api.handleRequest(asked)) as Answer);
    if (!arranged) this.#hold(operation, answer);
    this.calls.push({ operation, status: answer.status });
    response.writeHead(answer.status, { "content-type": "application/json", ...answer.headers });
    response.end(answer.body === undefined ? undefined : JSON.stringify(answer.body));
  }

  #hold(operation: string, { status, body }: Answer): void {
    if (operation === "unknown" || status === 422) this.misfits.push({ operation, body });
    // GitHub describes 403 for some of the operations only; a pull request is its own example.
    if (body === undefined || status === 403 || operation === "pulls/get") return;
    const { valid, errors } = this.#api.validateResponse(body, operation, status);
    if (!valid) this.misfits.push({ operation, status, errors });
  }

  #pullRequest(): Answer {
    const pullRequest = structuredClone(PULL_REQUEST);
    pullRequest.head.sha = this.head;
    return { status: 200, body: pullRequest };
  }

  #list({ request }: Context): Answer {
    const perPage = Number(request.query.per_page ?? 30);
    const page = Number(request.query.page ?? 1);
    const rows = this.comments.slice((page - 1) * perPage, page * perPage);
    const next = `${this.apiUrl}${request.path}?per_page=${perPage}&page=${page + 1}`;
    const more = page * perPage < this.comments.length;
    return { status: 200, body: rows, ...(more ? { headers: { link: `<${next}>; rel="next"` } } : {}) };
  }

  #create({ request }: Context): Answer {
    const writer = this.#writer(request.headers);
    return writer ? { status: 201, body: this.write(request.body.body, writer) } : READ_ONLY;
  }

  #update({ request }: Context): Answer {
    const comment = this.#find(request.params);
    if (!this.#writer(request.headers)) return READ_ONLY;
    if (!comment) return GONE;
    comment.body = request.body.body;
    return { status: 200, body: comment };
  }

  #delete({ request }: Context): Answer {
    const comment = this.#find(request.params);
    if (!this.#writer(request.headers)) return READ_ONLY;
    if (!comment) return GONE;
    this.comments.splice(this.comments.indexOf(comment), 1);
    return { status: 204 };
  }

  /** The token of a workflow or of another app has no user. */
  #user({ request }: Context): Answer {
    const writer = this.#writer(request.headers);
    if (writer?.type !== "User") return READ_ONLY;
    return { status: 200, body: githubUser(this.apiUrl, writer) };
  }

  #writer(headers: Record<string, string | string[]>): Author | undefined {
    return this.writers.get(String(headers.authorization).replace(/^(token|bearer) /i, ""));
  }

  #find(params: Context["request"]["params"]): StoredComment | undefined {
    return this.comments.find(({ id }) => id === Number(params.comment_id));
  }

  /** Fails where a request or an answer was not as GitHub describes it. */
  assertAsDescribed(): void {
    assert.deepEqual(this.misfits, []);
  }
}

/** GitHub's own example. */
const PULL_REQUEST = JSON.parse(
  readFileSync(join(import.meta.dirname, "github-pull-request.json"), "utf8"),
) as {
  head: { sha: string };
};

interface Answer {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}

const DOCUMENTATION = "https://docs.github.com/rest/issues/comments";
/** What GitHub answers to the token of a pull request from a fork. */
const READ_ONLY: Answer = {
  status: 403,
  body: {
    message: "Resource not accessible by integration",
    documentation_url: DOCUMENTATION,
    status: "403",
  },
};
const GONE: Answer = {
  status: 404,
  body: { message: "Not Found", documentation_url: DOCUMENTATION, status: "404" },
};
