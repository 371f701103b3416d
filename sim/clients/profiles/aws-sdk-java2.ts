import type { Profile } from '../../profile.ts';

export const awsSdkJava2: Profile = {
  name: 'aws-sdk-java2',
  summary:
    'AWS SDK for Java 2 over Apache HttpClient, with the 5 s cache that AWS advises: each address in turn for 2 s.',
  fields: {
    dns: {
      value: { fixed: '5s', negative: '10s' },
      evidence: 'D',
      source: 'AWS SDK for Java Developer Guide: set the JVM TTL for DNS name lookups',
    },
    sort: { value: 'glibc', evidence: 'S', source: 'openjdk InetAddress: getaddrinfo' },
    pick: {
      value: 'first',
      evidence: 'I',
      source: 'apache/httpcomponents-client: the addresses in order',
    },
    connect: {
      value: 'sequential',
      evidence: 'I',
      source: 'apache/httpcomponents-client DefaultHttpClientConnectionOperator',
    },
    attemptTimeout: {
      value: '2s',
      evidence: 'S',
      source: 'aws/aws-sdk-java-v2 SdkHttpConfigurationOption.java DEFAULT_CONNECTION_TIMEOUT',
    },
    pool: {
      value: { idle: '60s', maxConns: 50 },
      evidence: 'S',
      source: 'aws/aws-sdk-java-v2 SdkHttpConfigurationOption.java',
    },
  },
};
