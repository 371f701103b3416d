/** Every client profile; a new one is a file beside this one and a line here. */
import type { Profile } from '../../profile.ts';

import { aiohttp } from './aiohttp.ts';

import { androidOkhttp5 } from './android-okhttp5.ts';

import { awsSdkJava2 } from './aws-sdk-java2.ts';
import { chromeLegacy } from './chrome-legacy.ts';
import { chromePosix } from './chrome-posix.ts';
import { chromeWindows } from './chrome-windows.ts';
import { curl816 } from './curl-8.16.ts';
import { curlLegacy } from './curl-legacy.ts';
import { dotnet } from './dotnet.ts';
import { dotnetFramework } from './dotnet-framework.ts';
import { dotnetLifetime } from './dotnet-lifetime.ts';
import { envoyLogical } from './envoy-logical.ts';
import { envoyStrict } from './envoy-strict.ts';
import { firefox } from './firefox.ts';
import { goHttp } from './go-http.ts';
import { grpcPickFirst } from './grpc-pick-first.ts';

import { grpcRoundRobin } from './grpc-round-robin.ts';
import { haproxy } from './haproxy.ts';
import { idealRandom } from './ideal-random.ts';
import { jdkHttpclient } from './jdk-httpclient.ts';
import { jvmForever } from './jvm-forever.ts';
import { legacyRule9 } from './legacy-rule9.ts';
import { nginxResolver } from './nginx-resolver.ts';
import { nginxStatic } from './nginx-static.ts';
import { nodeHttp } from './node-http.ts';
import { okhttp4Jvm } from './okhttp4-jvm.ts';
import { oneShot } from './one-shot.ts';
import { pgbouncer } from './pgbouncer.ts';
import { pgjdbcHikari } from './pgjdbc-hikari.ts';
import { pythonRequests } from './python-requests.ts';
import { safariApple } from './safari-apple.ts';
import { undiciDnsRr } from './undici-dns-rr.ts';

export const clientProfiles: readonly Profile[] = [
  oneShot,
  idealRandom,
  chromeWindows,
  jdkHttpclient,
  jvmForever,
  nodeHttp,
  pythonRequests,
  grpcRoundRobin,
  chromePosix,
  chromeLegacy,
  firefox,
  okhttp4Jvm,
  awsSdkJava2,
  curl816,
  curlLegacy,
  pgjdbcHikari,
  legacyRule9,
  grpcPickFirst,
  envoyLogical,
  aiohttp,
  nginxResolver,
  pgbouncer,
  safariApple,
  androidOkhttp5,
  dotnet,
  dotnetLifetime,
  dotnetFramework,
  goHttp,
  envoyStrict,
  haproxy,
  nginxStatic,
  undiciDnsRr,
];
