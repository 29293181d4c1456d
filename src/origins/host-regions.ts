import type { Target, Vendor } from '../domain/mapping.ts';

/** What a name says of its vendor's region; undefined for every name that has no documented place for it. */
export function regionOfName(name: string): Target | undefined {
  for (const { vendor, pattern, fixed } of PATTERNS) {
    const match = pattern.exec(name);
    const region = match && (fixed ?? match.groups?.region);
    if (region) return { vendor, region };
  }
  return undefined;
}

interface Pattern {
  readonly vendor: Vendor;
  /** Of the whole name, in lower case. */
  readonly pattern: RegExp;
  /** The region of all names of this form. */
  readonly fixed?: string;
}

/** How the vendors spell regions: us-east-1, us-gov-west-1; europe-west10; westeurope, eastus2; us-ashburn-1. */
const SPELLINGS: Readonly<Record<Vendor, string>> = {
  aws: '[a-z]{2,3}(?:-[a-z]+){1,3}-\\d{1,2}',
  gcp: '[a-z]+-[a-z]+\\d{1,2}',
  azure: '[a-z]+\\d?(?:stg)?',
  oci: '[a-z]{2,3}(?:-[a-z]+){1,3}-\\d{1,2}',
};

/**
 * A pattern from a form as the vendors write it. `**.`: one or more labels; `*`: any part of one label; `#`: digits;
 * `REGION`: the region.
 */
function form(vendor: Vendor, text: string, fixed?: string): Pattern {
  const pattern = text
    .replaceAll('.', '\\.')
    .replaceAll('**\\.', '(?:[a-z0-9_-]+\\.)+')
    .replaceAll('*', '[a-z0-9-]+')
    .replaceAll('#', '\\d+')
    .replace('REGION', `(?<region>${SPELLINGS[vendor]})`);
  return { vendor, pattern: new RegExp(`^${pattern}$`), ...(fixed === undefined ? {} : { fixed }) };
}

/**
 * Edge names (cloudfront.net, awsglobalaccelerator.com, azurefd.net, trafficmanager.net, azureedge.net) and `*.a.run.app`
 * have no region, so they are not here.
 */
const PATTERNS: readonly Pattern[] = [
  // https://docs.aws.amazon.com/elasticloadbalancing/2012-06-01/APIReference/API_CreateLoadBalancer.html
  form('aws', '**.REGION.elb.amazonaws.com'),
  // https://aws.amazon.com/blogs/networking-and-content-delivery/resolve-dns-names-of-network-load-balancer-nodes-to-limit-cross-zone-traffic/
  form('aws', '**.elb.REGION.amazonaws.com'),
  // https://docs.aws.amazon.com/vpc/latest/userguide/vpc-dns.html
  form('aws', 'ec2-*.REGION.compute.amazonaws.com'),
  form('aws', 'ec2-*.compute-1.amazonaws.com', 'us-east-1'),
  // https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-call-api.html
  form('aws', '*.execute-api.REGION.amazonaws.com'),
  // https://docs.aws.amazon.com/lambda/latest/dg/urls-configuration.html
  form('aws', '*.lambda-url.REGION.on.aws'),
  // https://docs.aws.amazon.com/apprunner/latest/api/API_CreateService.html
  form('aws', '**.REGION.awsapprunner.com'),
  // https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/concepts-webserver.html
  form('aws', '**.REGION.elasticbeanstalk.com'),
  // https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_CreateContainerService.html
  form('aws', '**.REGION.cs.amazonlightsail.com'),
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteEndpoints.html
  form('aws', '**.s3-website-REGION.amazonaws.com'),
  form('aws', '**.s3-website.REGION.amazonaws.com'),
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html
  form('aws', '**.s3.REGION.amazonaws.com'),
  // https://cloud.google.com/run/docs/triggering/https-request
  form('gcp', '*-#.REGION.run.app'),
  // https://cloud.google.com/functions/docs/calling/http
  form('gcp', 'REGION-*.cloudfunctions.net'),
  // https://learn.microsoft.com/en-us/azure/virtual-network/ip-services/public-ip-addresses
  form('azure', '**.REGION.cloudapp.azure.com'),
  // https://learn.microsoft.com/en-us/azure/container-apps/connect-apps
  form('azure', '**.REGION.azurecontainerapps.io'),
  // https://learn.microsoft.com/en-us/azure/container-instances/container-instances-overview
  form('azure', '**.REGION.azurecontainer.io'),
  // https://github.com/MicrosoftDocs/azure-docs/blob/main/articles/app-service/includes/regionalization-note.md
  form('azure', '**.REGION-#.azurewebsites.net'),
  // https://docs.oracle.com/en-us/iaas/Content/APIGateway/Tasks/apigatewayassigningIPaddresseshostnameendpoint.htm
  form('oci', '**.REGION.oci.customer-oci.com'),
  // https://docs.oracle.com/en/database/oracle/apex/26.1/apxdc/understanding-object-bucket-url-format.html
  form('oci', 'objectstorage.REGION.oraclecloud.com'),
];
