import * as projects from "@pulumi/gcp/projects/iammember.js";
import * as serviceaccount from "@pulumi/gcp/serviceaccount/account.js";
import * as pulumi from "@pulumi/pulumi";

export interface ServiceIdentityArgs {
  project: string;
  accountId: string;
  serviceName: string;
  /** Project of the attached Cloud SQL instance; without one the account gets no role there. */
  databaseProject?: string | undefined;
}

/**
 * A service account of the service's own, with nothing but what the service needs.
 * https://cloud.google.com/run/docs/securing/service-identity
 */
export class ServiceIdentity extends pulumi.ComponentResource {
  /** Known before the account is there, so that a first preview can be judged by the policies; who uses it depends on this component. */
  readonly email: string;
  /** The account as IAM policies name it. */
  readonly member: string;

  constructor(name: string, args: ServiceIdentityArgs, opts?: pulumi.ComponentResourceOptions) {
    super("stage:components:ServiceIdentity", name, {}, opts);
    const account = new serviceaccount.Account(
      name,
      {
        project: args.project,
        accountId: args.accountId,
        displayName: `Runs ${args.serviceName}`,
      },
      { parent: this },
    );
    // https://cloud.google.com/iam/docs/service-account-overview#service-account-email
    this.email = `${args.accountId}@${args.project}.iam.gserviceaccount.com`;
    this.member = `serviceAccount:${this.email}`;
    if (args.databaseProject !== undefined)
      new projects.IAMMember(
        `${name}-cloudsql-client`,
        { project: args.databaseProject, role: "roles/cloudsql.client", member: this.member },
        { parent: this, dependsOn: [account] },
      );
    this.registerOutputs({ email: this.email, member: this.member });
  }
}
