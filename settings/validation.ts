import * as z from "zod";
import { field } from "./field.ts";

const JSON_TYPES = ["string", "number", "boolean", "object", "array", "null"] as const;

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const jsonPath = field(z.string().regex(/^[^\s.]+(\.[^\s.]+)*$/), {
  description: "Key of the answer's JSON, with dots between levels.",
  expected: "keys with dots between them",
  example: "info.version",
});

const millisecondsOf = (what: string, byDefault: number) =>
  field(z.int().min(1).max(300_000).default(byDefault), {
    description: `${what} of every endpoint's answers must come within this.`,
    expected: "a whole number of milliseconds from 1 to 300000",
    example: String(byDefault),
  });

const httpStatus = field(z.int().min(100).max(599), {
  description: "A status that is right.",
  expected: "an HTTP status from 100 to 599",
  example: "401",
});

const httpsAddress = field(z.url({ protocol: /^https$/ }), {
  description: "A further address of the service.",
  expected: "an HTTPS address",
  example: "https://backend.staging.example.com",
});

const endpoint = field(
  z.strictObject({
    status: field(z.array(httpStatus).min(1).default([200]), {
      description: "Statuses that are right.",
      expected: "a list of HTTP statuses",
      example: "[401, 403]",
    }),
    contentType: field(z.string().min(1).optional(), {
      description: "What the answer's content type begins with.",
      expected: "the beginning of a content type",
      example: "text/html",
    }),
    contains: field(z.string().min(1).optional(), {
      description: "Text that the answer's body contains.",
      expected: "a text",
      example: "swagger",
    }),
    json: field(
      z
        .record(
          jsonPath,
          field(z.enum(JSON_TYPES), {
            description: "Type of the value there.",
            expected: JSON_TYPES.join(", "),
            example: "string",
          }),
        )
        .optional(),
      {
        description: "Keys that the answer's JSON has, each with the type of its value.",
        expected: "a map of keys to types",
        example: "{ openapi: string, paths: object }",
      },
    ),
    values: field(
      z
        .record(
          jsonPath,
          field(z.union([z.string(), z.number(), z.boolean()]), {
            description: "The value there.",
            expected: "a text, a number, true or false",
            example: "healthy",
          }),
        )
        .optional(),
      {
        description: "Keys that the answer's JSON has, each with its value.",
        expected: "a map of keys to values",
        example: "{ status: healthy }",
      },
    ),
    headers: field(
      z
        .record(
          field(z.string().regex(/^[A-Za-z0-9-]+$/), {
            description: "Name of a header of the answer.",
            expected: "the name of a header",
            example: "strict-transport-security",
          }),
          field(z.string(), {
            description: "Text that the header contains; an empty one asks only that it is there.",
            expected: "a text",
            example: "max-age=",
          }),
        )
        .optional(),
      {
        description: "Headers that the answer has, each with a text that it contains.",
        expected: "a map of header names to texts",
        example: "{ cache-control: no-store }",
      },
    ),
    body: field(z.string().refine(isJson).optional(), {
      description: "JSON to send along; no secrets here.",
      expected: "JSON as a text",
      example: `'{"name":"ada"}'`,
    }),
  }),
  {
    description: "What one endpoint must answer when nobody is signed in.",
    expected: "a map",
    example: "{ status: [200], contentType: text/html }",
  },
);

const before = (what: string, unit: string, example: string) =>
  field(z.number().positive().optional(), {
    description: `${what} before; the report sets what was measured beside it and computes the percentage.`,
    expected: "a positive number",
    example,
    unit,
  });

/** What a service is validated for after a deployment. */
export const validationSchema = field(
  z
    .strictObject({
      contract: field(z.enum(["http", "reference-backend"]).default("http"), {
        description:
          "Which checks the service has. http: any HTTP service, asked for its health path and `endpoints`. reference-backend: also WebSocket, golden path and dependencies, as validation/contracts/reference-backend.ts has them.",
        expected: "http or reference-backend",
        example: "http",
      }),
      endpoints: field(
        z
          .record(
            field(z.string().regex(/^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) \/\S*$/), {
              description: "Method and path.",
              expected: "a method and a path",
              example: "GET /docs",
            }),
            endpoint,
          )
          .default({}),
        {
          description:
            "Endpoints to ask, beside those of the contract; one that the contract has too is replaced.",
          expected: "a map of endpoints",
          example: "{ GET /docs: { contentType: text/html } }",
        },
      ),
      addresses: field(z.array(httpsAddress).default([]), {
        description:
          "Further addresses of the service, such as custom domains: name, connection and certificate are checked.",
        expected: "a list of HTTPS addresses",
        example: "[https://backend.staging.example.com]",
      }),
      startupBudgetSeconds: field(z.number().positive().max(240).default(30), {
        description: "What a whole start may take, by the service's own log.",
        expected: "a number of seconds up to 240",
        example: "10",
      }),
      latency: field(
        z
          .strictObject({
            p50Milliseconds: millisecondsOf("Half", 500),
            p95Milliseconds: millisecondsOf("95 %", 2000),
            samples: field(z.int().min(10).max(1000).default(50), {
              description: "Requests to each endpoint that is measured: GET without a token.",
              expected: "a whole number from 10 to 1000",
              example: "50",
              unit: "requests",
            }),
          })
          .prefault({}),
        {
          description: "How fast the service has to answer.",
          expected: "a map",
          example: "{ p95Milliseconds: 500 }",
        },
      ),
      before: field(
        z
          .strictObject({
            imageMB: before("Size of the image, unpacked,", "10⁶ bytes", "350"),
            memoryMiB: before("Memory of an instance", "MiB", "2048"),
            startupSeconds: before("A whole start", "s", "58.5"),
            monthlyUsd: before("A month's cost", "USD", "650"),
          })
          .prefault({}),
        {
          description: "Figures from before this stack, for before/after claims.",
          expected: "a map",
          example: "{ imageMB: 350 }",
        },
      ),
    })
    .prefault({}),
  {
    description: "What `stage validate` checks after a deployment.",
    expected: "a map",
    example: "{ contract: http, endpoints: { GET /docs: {} } }",
  },
);

export type ValidationSettings = z.output<typeof validationSchema>;
export type EndpointSettings = ValidationSettings["endpoints"][string];
