import * as z from "zod";
import { field } from "./field.ts";
import { secretReference } from "./secrets.ts";

/** Cloud SQL for PostgreSQL, reached through a unix socket under `/cloudsql`. */
export const databaseSchema = field(
  z
    .strictObject({
      instance: field(
        z
          .string()
          .regex(/^([a-z0-9.-]+:)?[a-z][a-z0-9-]{4,28}[a-z0-9]:[a-z]+-[a-z]+\d+:[a-z][a-z0-9-]{0,97}$/),
        {
          description:
            "Connection name of the instance; it must exist. The socket is /cloudsql/<instance>/.s.PGSQL.5432.",
          expected: "a connection name PROJECT:REGION:INSTANCE",
          example: "netra-staging:us-central1:staging-shared-postgres",
          source: "https://cloud.google.com/sql/docs/postgres/connect-run",
        },
      ),
      name: field(z.string().regex(/^[A-Za-z_][\w-]{0,62}$/), {
        description: "Database; the service gets it as DATABASE_NAME.",
        expected: "a database name of up to 63 letters, digits, _ and -",
        example: "netra",
      }),
      user: field(z.string().regex(/^[A-Za-z_][\w.@-]{0,62}$/), {
        description: "Database user; the service gets it as DATABASE_USER.",
        expected: "a user name of up to 63 characters",
        example: "netra",
      }),
      passwordSecret: secretReference(
        "Secret with the user's password; the service gets it as DATABASE_PASSWORD.",
      ),
    })
    .optional(),
  {
    description: "Cloud SQL database. Attaching one gives the service account roles/cloudsql.client.",
    expected: "a map with instance, name, user and passwordSecret",
    example: "{ instance: netra-staging:us-central1:staging-shared-postgres, name: netra, user: netra, … }",
  },
);

export type DatabaseSettings = NonNullable<z.output<typeof databaseSchema>>;
