import { IAMMember as ProjectMember } from "@pulumi/gcp/projects/iammember.js";
import { Account } from "@pulumi/gcp/serviceaccount/account.js";
import { IAMMember as AccountMember } from "@pulumi/gcp/serviceaccount/iammember.js";
import { BucketIAMMember } from "@pulumi/gcp/storage/bucketIAMMember.js";
import * as pulumi from "@pulumi/pulumi";

export interface WorkflowAccountArgs {
  project: string;
  /** Who may act as the account. */
  principal: pulumi.Input<string>;
  /** Roles on the project. */
  roles: readonly string[];
  stateBucket: string;
  /** Role on the bucket of Pulumi's state. */
  stateRole: string;
}

/** A service account that workflows act as, with what it may do. */
export class WorkflowAccount extends pulumi.ComponentResource {
  readonly email: pulumi.Output<string>;

  constructor(name: string, args: WorkflowAccountArgs, opts?: pulumi.ComponentResourceOptions) {
    super("stage:keyless-login:WorkflowAccount", name, {}, opts);
    const { project, principal, roles, stateBucket, stateRole } = args;
    const parent = { parent: this };
    const account = new Account(name, { project, accountId: name, displayName: name }, parent);
    const member = pulumi.interpolate`serviceAccount:${account.email}`;
    new AccountMember(
      name,
      { serviceAccountId: account.name, role: "roles/iam.workloadIdentityUser", member: principal },
      parent,
    );
    for (const role of roles) {
      new ProjectMember(`${name}-${role.slice("roles/".length)}`, { project, role, member }, parent);
    }
    new BucketIAMMember(`${name}-state`, { bucket: stateBucket, role: stateRole, member }, parent);
    this.email = account.email;
    this.registerOutputs({ email: this.email });
  }
}
