import { describe, expect, test } from '@jest/globals';
import { regionOfName } from '../../../src/origins/host-regions.ts';

describe('regionOfName', () => {
  test.each([
    ['web-1234.us-east-1.elb.amazonaws.com', 'aws us-east-1'],
    ['dualstack.web-1234.eu-west-3.elb.amazonaws.com', 'aws eu-west-3'],
    ['net-abc.elb.us-west-2.amazonaws.com', 'aws us-west-2'],
    ['us-west-2a.net-abc.elb.us-west-2.amazonaws.com', 'aws us-west-2'],
    ['web.us-gov-west-1.elb.amazonaws.com', 'aws us-gov-west-1'],
    ['ec2-203-0-113-7.eu-central-1.compute.amazonaws.com', 'aws eu-central-1'],
    ['ec2-203-0-113-7.compute-1.amazonaws.com', 'aws us-east-1'],
    ['abc123.execute-api.ap-south-1.amazonaws.com', 'aws ap-south-1'],
    ['abc123.lambda-url.us-east-2.on.aws', 'aws us-east-2'],
    ['abc123.us-east-1.awsapprunner.com', 'aws us-east-1'],
    ['app.us-west-2.elasticbeanstalk.com', 'aws us-west-2'],
    ['service.abc123.us-east-2.cs.amazonlightsail.com', 'aws us-east-2'],
    ['bucket.s3-website-us-east-1.amazonaws.com', 'aws us-east-1'],
    ['bucket.with.dots.s3-website.eu-central-1.amazonaws.com', 'aws eu-central-1'],
    ['bucket.s3.ca-central-1.amazonaws.com', 'aws ca-central-1'],
    ['service-123456789012.asia-northeast1.run.app', 'gcp asia-northeast1'],
    ['europe-west10-my-project.cloudfunctions.net', 'gcp europe-west10'],
    ['contoso.westus.cloudapp.azure.com', 'azure westus'],
    ['app.happyhill-70162bb9.canadacentral.azurecontainerapps.io', 'azure canadacentral'],
    ['label.eastus2.azurecontainer.io', 'azure eastus2'],
    ['app-ds27dh7271aah175.westus-01.azurewebsites.net', 'azure westus'],
    ['gateway.apigateway.us-phoenix-1.oci.customer-oci.com', 'oci us-phoenix-1'],
    ['objectstorage.eu-frankfurt-1.oraclecloud.com', 'oci eu-frankfurt-1'],
  ])('%s is in %s', (name, expected) => {
    const target = regionOfName(name);
    expect(`${target?.vendor} ${target?.region}`).toBe(expected);
  });

  test.each([
    'us-east-1.elb.amazonaws.com',
    'web.us-east-1.elb.amazonaws.com.evil.example',
    'web.us-east-1.elb.amazonaws.com.',
    'web.us-east-1xelb.amazonaws.com',
    'web.us-east-1.notelb.amazonaws.com',
    'web.us-east-1.elb.fakeamazonaws.com',
    'us-east-1.example',
    'mail-203.us-east-1.compute.amazonaws.com',
    'service-abc123-uc.a.run.app',
    'service.us-central1.run.app',
    'other.service-1.us-central1.run.app',
    'us-central1-1project.cloudfunctions.net.example',
    'app.azurewebsites.net',
    'd111111abcdef8.cloudfront.net',
    'a1234567890.awsglobalaccelerator.com',
    'name.azurefd.net',
    'name.trafficmanager.net',
    'name.azureedge.net',
    `${'a.'.repeat(120)}elb.amazonaws.com`,
  ])('%s tells no region', (name) => {
    expect(regionOfName(name)).toBeUndefined();
  });
});
