import { z } from "zod";

const count = z.union([z.int().nonnegative(), z.string().regex(/^\d{1,18}$/)]);

/**
 * The field `httpRequest` of a line that a program logs; of any other shape it is no more than a part of the payload.
 * https://cloud.google.com/logging/docs/reference/v2/rest/v2/LogEntry#HttpRequest
 */
export const loggedRequest = z.strictObject({
  requestMethod: z.string().optional(),
  requestUrl: z.string().optional(),
  requestSize: count.optional(),
  status: z.int32().optional(),
  responseSize: count.optional(),
  userAgent: z.string().optional(),
  remoteIp: z.string().optional(),
  serverIp: z.string().optional(),
  referer: z.string().optional(),
  latency: z
    .string()
    .regex(/^\d{1,11}(\.\d{1,9})?s$/)
    .optional(),
  cacheLookup: z.boolean().optional(),
  cacheHit: z.boolean().optional(),
  cacheValidatedWithOriginServer: z.boolean().optional(),
  cacheFillBytes: count.optional(),
  protocol: z.string().optional(),
});
