import * as z from "zod";
import { field } from "./field.ts";
import { hostField, portField } from "./network-address.ts";

/** ClickHouse; the service gets CLICKHOUSE_HOST, CLICKHOUSE_PORT and CLICKHOUSE_REQUIRED. */
export const clickhouseSchema = field(
  z
    .strictObject({
      host: hostField("ClickHouse", "clickhouse.staging.netrasystems.ai"),
      port: portField("Port of ClickHouse's HTTPS interface.", 8443),
      required: field(z.boolean().default(false), {
        description: "Whether the service must not start without it; otherwise it falls back.",
        expected: "true or false",
        example: "false",
      }),
    })
    .optional(),
  {
    description: "ClickHouse, handed on as CLICKHOUSE_HOST, CLICKHOUSE_PORT and CLICKHOUSE_REQUIRED.",
    expected: "a map with host, port and required",
    example: "{ host: clickhouse.staging.netrasystems.ai, port: 8443 }",
  },
);

export type ClickhouseSettings = NonNullable<z.output<typeof clickhouseSchema>>;
